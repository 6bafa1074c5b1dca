package dev.aischeduler.jobs.tts.caption;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the captions that {@link CaptionFormat#VTT} wrote. Stateless. */
public final class VttReader {
  private static final Pattern TIMES =
      Pattern.compile(
          "(\\d{2,4}):(\\d\\d):(\\d\\d)\\.(\\d{3}) --> (\\d{2,4}):(\\d\\d):(\\d\\d)\\.(\\d{3})");

  private VttReader() {}

  /** The cues in order; what is none is passed over. */
  public static List<Cue> read(Reader file) throws IOException {
    List<Cue> cues = new ArrayList<>();
    BufferedReader lines = new BufferedReader(file);
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      Matcher times = TIMES.matcher(line);
      String text = times.matches() ? lines.readLine() : null;
      if (text != null && !text.isBlank()) {
        cues.add(new Cue(ms(times, 1), ms(times, 5), unescaped(text)));
      }
    }
    return cues;
  }

  private static long ms(Matcher times, int group) {
    long minutes = 60 * number(times, group) + number(times, group + 1);
    return 1000 * (60 * minutes + number(times, group + 2)) + number(times, group + 3);
  }

  private static long number(Matcher times, int group) {
    return Long.parseLong(times.group(group));
  }

  private static String unescaped(String text) {
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&");
  }
}

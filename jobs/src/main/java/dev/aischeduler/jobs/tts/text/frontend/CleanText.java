package dev.aischeduler.jobs.tts.text.frontend;

import com.ibm.icu.text.Normalizer2;
import java.util.regex.Pattern;

/** Brings the many ways to write the same character to one. Thread-safe. */
final class CleanText {
  private static final Pattern VULGAR_FRACTION =
      Pattern.compile("(?<=\\d)(?=[\\u00BC-\\u00BE\\u2150-\\u215E])");
  private static final Pattern LINE_END = Pattern.compile("\\R");
  private static final Pattern BLANKS = Pattern.compile("[^\\S\\n]+");
  private static final Pattern INVISIBLE = Pattern.compile("[\\p{Cf}\\p{Cc}&&[^\\n\\t]]");
  private static final Pattern EMPHASIS = Pattern.compile("[*_`|]{1,3}|(?m)^#{1,6}(?= )");

  private CleanText() {}

  /**
   * Compatibility forms folded (full-width letters, ligatures, {@code ℃}, {@code ½}), typographic
   * apostrophes and dashes made plain, Markdown emphasis and invisible characters removed. Line
   * ends stay, as {@code \n}.
   */
  static String of(String text) {
    String s = LINE_END.matcher(text).replaceAll("\n");
    s = VULGAR_FRACTION.matcher(s).replaceAll(" ");
    s = s.replace("……", "。").replace("…", ", ").replace("——", "，");
    s = s.replace("m²", "m^2").replace("m³", "m^3");
    s = Normalizer2.getNFKCInstance().normalize(s);
    s = s.replace('\u2019', '\'').replace('\u2018', '\'').replace('\u2044', '/');
    s = s.replace('\u2212', '-').replace('\u2013', '-').replace('\u2010', '-').replace('～', '~');
    s = s.replace("\u2014", ", ");
    s = INVISIBLE.matcher(s).replaceAll("");
    s = EMPHASIS.matcher(s).replaceAll(" ");
    return BLANKS.matcher(s).replaceAll(" ");
  }
}

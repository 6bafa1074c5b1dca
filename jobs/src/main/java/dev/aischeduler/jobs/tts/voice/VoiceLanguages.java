package dev.aischeduler.jobs.tts.voice;

import dev.aischeduler.jobs.tts.text.Language;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Which of the languages that the front end reads a voice speaks. */
final class VoiceLanguages {
  private VoiceLanguages() {}

  /**
   * From the names of its speakers, else from its language code.
   *
   * @param code such as {@code en-us} or {@code cmn}; empty when the configuration does not tell
   * @throws IOException for a language that cannot be read here
   */
  static Set<Language> of(Map<String, Integer> speakers, String code, Path file)
      throws IOException {
    EnumSet<Language> spoken = EnumSet.noneOf(Language.class);
    Arrays.stream(Language.values())
        .filter(l -> speakers.containsKey(l.code()))
        .forEach(spoken::add);
    if (!spoken.isEmpty()) {
      return spoken;
    }
    String lower = code.toLowerCase(Locale.ROOT);
    if (lower.isEmpty() || lower.startsWith("en")) {
      return EnumSet.of(Language.EN);
    }
    if (lower.startsWith("zh") || lower.startsWith("cmn")) {
      return EnumSet.of(Language.ZH);
    }
    throw new IOException(
        file
            + ": the voice speaks '"
            + code
            + "', but only English and Mandarin can be read; install such a voice");
  }
}

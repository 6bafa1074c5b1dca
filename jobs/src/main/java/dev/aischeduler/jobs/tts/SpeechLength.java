package dev.aischeduler.jobs.tts;

import dev.aischeduler.jobs.tts.text.Script;

/** How long a text takes to say, before any model has seen it. */
final class SpeechLength {
  /** Fast readers: about 22 letters, or 7 Chinese characters, a second. */
  private static final double S_PER_LETTER = 0.045;

  private static final double S_PER_HAN = 0.14;

  /** Twice what the miniature takes for a character of English, pauses included (0.064 s). */
  private static final double S_PER_SCRIPT_CHARACTER = 0.12;

  private SpeechLength() {}

  /**
   * A lower bound at speed 1, in seconds; letters and digits count, nothing else.
   *
   * @param text as a user wrote it
   */
  static double atLeast(String text) {
    return text.codePoints()
        .mapToDouble(
            c ->
                Character.isIdeographic(c)
                    ? S_PER_HAN
                    : Character.isLetterOrDigit(c) ? S_PER_LETTER : 0)
        .sum();
  }

  /**
   * Seconds at speed 1 that hardly any voice exceeds.
   *
   * @param script as the voice reads it
   */
  static double expected(Script script) {
    return script
        .utterances()
        .mapToDouble(u -> u.text().length() * S_PER_SCRIPT_CHARACTER + u.pause().seconds())
        .sum();
  }
}

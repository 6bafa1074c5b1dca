package dev.aischeduler.jobs.tts;

/** How long a text takes to say, before any model has seen it. */
final class SpeechLength {
  /** Fast readers: about 22 letters, or 7 Chinese characters, a second. */
  private static final double S_PER_LETTER = 0.045;

  private static final double S_PER_HAN = 0.14;

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
}

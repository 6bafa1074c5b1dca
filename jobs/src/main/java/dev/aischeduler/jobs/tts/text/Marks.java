package dev.aischeduler.jobs.tts.text;

/** The marks that voices know: {@code , . : ; ! ?}. */
public final class Marks {
  private Marks() {}

  /** Whether this is such a mark. */
  public static boolean isMark(char c) {
    return ",.:;!?".indexOf(c) >= 0;
  }

  /** Whether the mark ends a sentence. */
  public static boolean endsSentence(char c) {
    return ".!?".indexOf(c) >= 0;
  }
}

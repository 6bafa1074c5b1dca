package dev.aischeduler.jobs.tts.text.frontend;

/** An entry of a dictionary that cannot be used; the message says why and the remedy. */
public final class LexiconException extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final String word;

  LexiconException(String word, String message) {
    super(message);
    this.word = word;
  }

  /** The word whose entry it is, as it was given. */
  public String word() {
    return word;
  }
}

package dev.aischeduler.jobs.tts.text;

/** The silence that follows an utterance at speed 1. */
public enum Pause {
  /** The language changes within a clause. */
  JOIN(0.03),
  /** Comma, colon, semicolon. */
  CLAUSE(0.16),
  /** Full stop, question or exclamation mark. */
  SENTENCE(0.32),
  /** End of a paragraph. */
  PARAGRAPH(0.6);

  private final double seconds;

  Pause(double seconds) {
    this.seconds = seconds;
  }

  /** Length in seconds at speed 1. */
  public double seconds() {
    return seconds;
  }
}

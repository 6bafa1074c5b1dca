package dev.aischeduler.jobs.tts.voice;

/** Text to the ids that a voice was trained on. Thread-safe. */
interface SymbolTable {

  /**
   * The ids of a text with the voice's start, end and padding ids; unknown characters are left out.
   */
  long[] encode(String text);

  /** Whether the table has an id for this character. */
  boolean has(int codePoint);
}

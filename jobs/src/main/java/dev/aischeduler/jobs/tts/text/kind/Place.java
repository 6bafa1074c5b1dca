package dev.aischeduler.jobs.tts.text.kind;

/**
 * A place in a sentence.
 *
 * @param text the whole sentence, in its original characters but for full-width ASCII
 * @param start index of a character
 */
record Place(String text, int start) {
  /** How far {@link #before()} and {@link Match#after()} look. */
  static final int NEAR = 12;

  /** The character here. */
  char first() {
    return text.charAt(start);
  }

  /** The last characters before this place. */
  String before() {
    return text.substring(Math.max(0, start - NEAR), start);
  }

  /** At most this many characters before this place. */
  String before(int length) {
    return text.substring(Math.max(0, start - length), start);
  }

  /** Whether a letter or digit of the Latin script stands right before. */
  boolean followsWord() {
    return start > 0 && (followsLetter() || Character.isDigit(text.charAt(start - 1)));
  }

  /** Whether a Latin letter stands right before. */
  boolean followsLetter() {
    return start > 0 && isLatin(text.charAt(start - 1));
  }

  static boolean isLatin(char c) {
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
  }
}

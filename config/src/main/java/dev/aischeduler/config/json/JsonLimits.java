package dev.aischeduler.config.json;

/**
 * How much a document may hold, besides its length in bytes: three bytes such as {@code {},} use a
 * hundred bytes of memory.
 *
 * @param maxValues members of objects and items of lists on all levels together
 * @param maxTextChars UTF-16 units of one text
 */
public record JsonLimits(int maxValues, int maxTextChars) {
  /** Deepest nesting of every document. */
  static final int MAX_DEPTH = 100;

  /** Longest number of every document, in characters. */
  static final int MAX_NUMBER_CHARS = 100;

  /** Longest name of a member of every document, in characters. */
  static final int MAX_NAME_CHARS = 512;
}

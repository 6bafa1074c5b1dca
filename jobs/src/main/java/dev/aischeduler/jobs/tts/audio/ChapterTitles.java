package dev.aischeduler.jobs.tts.audio;

import org.jspecify.annotations.Nullable;

/**
 * Where chapters begin: at each sound whose title is another than that of the chapter before it; a
 * sound without one belongs to that chapter. For one thread.
 */
final class ChapterTitles {
  private static final int LONGEST = 200;

  private @Nullable String current;

  /** The title of the chapter that begins here, as one line; null when none begins. */
  @Nullable String next(@Nullable String title) {
    String line = title == null ? "" : line(title, LONGEST);
    if (line.isEmpty() || line.equals(current)) {
      return null;
    }
    current = line;
    return line;
  }

  /**
   * The start of a text as one line.
   *
   * @param most characters; a longer text is cut at a space and ends with an ellipsis
   */
  static String line(String text, int most) {
    String line = text.replaceAll("[\\s\\p{Cntrl}]+", " ").strip();
    if (line.codePointCount(0, line.length()) <= most) {
      return line;
    }
    String start = line.substring(0, line.offsetByCodePoints(0, most - 1));
    int space = start.lastIndexOf(' ');
    return (space > start.length() / 2 ? start.substring(0, space) : start) + "…";
  }
}

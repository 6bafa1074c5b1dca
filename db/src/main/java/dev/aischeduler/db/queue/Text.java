package dev.aischeduler.db.queue;

import org.jspecify.annotations.Nullable;

/** Texts of errors as the database takes them. */
final class Text {
  private Text() {}

  /** At most so many characters, and none that PostgreSQL refuses. */
  static @Nullable String limit(@Nullable String text, int max) {
    if (text == null) {
      return null;
    }
    String shortened = text.length() <= max ? text : cut(text, max - 1) + "…";
    return shortened.replace('\0', '\uFFFD');
  }

  private static String cut(String text, int length) {
    boolean splits = Character.isHighSurrogate(text.charAt(length - 1));
    return text.substring(0, splits ? length - 1 : length);
  }
}

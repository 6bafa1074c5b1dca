package dev.aischeduler.db;

import org.jspecify.annotations.Nullable;

/** Texts from outside, such as errors and labels, as both databases take them. */
public final class StoredText {
  private StoredText() {}

  /**
   * At most so many characters, the last one an ellipsis when some are left out, and none that
   * PostgreSQL refuses.
   */
  public static @Nullable String limit(@Nullable String text, int max) {
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

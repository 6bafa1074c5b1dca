package dev.aischeduler.jobs;

import dev.aischeduler.engine.task.InvalidRequestException;
import org.jspecify.annotations.Nullable;

/** What every text field of a request must obey, whatever the task type. */
public final class TextRules {
  private TextRules() {}

  /**
   * A text that can be stored, tokenised and shown: present, not blank, short enough, without NUL
   * (PostgreSQL cannot store it) and without half surrogate pairs (they have no UTF-8 form).
   *
   * @param field path of the field in the request, for messages
   * @param maxChars longest accepted text in Unicode characters (code points)
   * @return the value, unchanged
   * @throws InvalidRequestException names the field, what is wrong and the remedy
   */
  public static String requireText(String field, @Nullable String value, int maxChars) {
    return requireText(field, value, maxChars, "");
  }

  /**
   * As {@link #requireText(String, String, int)} with a limit that is a setting.
   *
   * @param setting its key, for the message; empty for none
   */
  public static String requireText(
      String field, @Nullable String value, int maxChars, String setting) {
    if (value == null || value.isBlank()) {
      throw new InvalidRequestException(field, field + " is missing or blank; send some text");
    }
    int length = value.codePointCount(0, value.length());
    if (length > maxChars) {
      throw new InvalidRequestException(
          field,
          field
              + " has "
              + length
              + " characters; at most "
              + maxChars
              + " are accepted"
              + (setting.isEmpty() ? "" : " (" + setting + ")")
              + ", shorten it");
    }
    for (int i = 0; i < value.length(); i += Character.charCount(value.codePointAt(i))) {
      int codePoint = value.codePointAt(i);
      if (codePoint == 0) {
        throw new InvalidRequestException(
            field, field + " contains a NUL character at position " + i + "; remove it");
      }
      if (Character.getType(codePoint) == Character.SURROGATE) {
        throw new InvalidRequestException(
            field,
            field + " contains half a surrogate pair at position " + i + "; send valid Unicode");
      }
    }
    return value;
  }
}

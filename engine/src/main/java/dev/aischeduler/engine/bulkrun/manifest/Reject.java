package dev.aischeduler.engine.bulkrun.manifest;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Why a row is no job.
 *
 * @param column of a CSV manifest, or of the text of a line, 1..; 0 for the row as a whole
 * @param field that is wrong; null for the row as a whole
 * @param reason what is wrong, and the remedy
 */
public record Reject(int column, @Nullable String field, String reason) {
  private static final Pattern TEXT =
      Pattern.compile("(?:column (\\d{1,9}))?(?: ?\\(([^()]{1,300})\\))?: (.*)", Pattern.DOTALL);

  /** A reason that concerns the row as a whole. */
  static Reject ofRow(String reason) {
    return new Reject(0, null, reason);
  }

  /** As people read it, and as it is stored. */
  public String text() {
    String where = column > 0 ? "column " + column : "";
    if (field != null) {
      where += (where.isEmpty() ? "" : " ") + "(" + field.replaceAll("[()]", "_") + ")";
    }
    return where.isEmpty() ? reason : where + ": " + reason;
  }

  /** The parts of a stored text. */
  public static Reject of(String text) {
    Matcher matcher = TEXT.matcher(text);
    if (!matcher.matches()) {
      return ofRow(text);
    }
    String column = matcher.group(1);
    return new Reject(
        column == null ? 0 : Integer.parseInt(column), matcher.group(2), matcher.group(3));
  }
}

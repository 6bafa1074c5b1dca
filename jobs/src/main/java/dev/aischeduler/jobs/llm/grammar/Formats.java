package dev.aischeduler.jobs.llm.grammar;

import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Regular expressions of the formats that JSON Schema names. Every text of one is valid in that
 * format, but not every valid text is one of them; none is longer than 254 characters but a uri.
 */
final class Formats {
  private static final String DAY =
      "[12]\\d{3}-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12]\\d|3[01])"
          + "|(?:0[469]|11)-(?:0[1-9]|[12]\\d|30)|02-(?:0[1-9]|1\\d|2[0-8]))";
  private static final String TIME =
      "(?:[01]\\d|2[0-3]):[0-5]\\d:[0-5]\\d(?:\\.\\d{1,6})?(?:Z|[+-](?:0\\d|1[0-3]):[0-5]\\d)";
  private static final String TIMES =
      "T(?:\\d{1,2}H(?:\\d{1,2}M(?:\\d{1,2}S)?)?|\\d{1,2}M(?:\\d{1,2}S)?|\\d{1,2}S)";
  private static final String DAYS =
      "\\d{1,3}Y(?:\\d{1,2}M(?:\\d{1,2}D)?)?|\\d{1,2}M(?:\\d{1,2}D)?|\\d{1,3}D";
  private static final String LABEL = "[a-z][a-z0-9]{0,15}(?:-[a-z0-9]{1,15})?";
  private static final String HOST = "(?:" + LABEL + "\\.){1,4}[a-z]{2,8}";
  private static final String BYTE = "(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)";

  private static final Map<String, String> PATTERNS =
      Map.of(
          "date",
          DAY,
          "time",
          TIME,
          "date-time",
          DAY + "T" + TIME,
          "duration",
          "P(?:\\d{1,3}W|(?:" + DAYS + ")(?:" + TIMES + ")?|" + TIMES + ")",
          "email",
          "[A-Za-z0-9]{1,20}(?:[._+-][A-Za-z0-9]{1,20}){0,3}@" + HOST,
          "hostname",
          HOST,
          "ipv4",
          BYTE + "(?:\\." + BYTE + "){3}",
          "ipv6",
          "[0-9a-f]{1,4}(?::[0-9a-f]{1,4}){7}",
          "uuid",
          "[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}",
          "uri",
          "https?://" + HOST + "(?:/[A-Za-z0-9._~-]{1,30}){0,6}");

  private Formats() {}

  /** The expression of a format, anchored; null when the format is not known. */
  static @Nullable String pattern(String format) {
    String pattern = PATTERNS.get(format);
    return pattern == null ? null : "^(?:" + pattern + ")$";
  }

  /** All of them, for messages. */
  static String names() {
    return String.join(", ", new TreeSet<>(PATTERNS.keySet()));
  }
}

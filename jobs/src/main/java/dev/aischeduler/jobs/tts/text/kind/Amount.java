package dev.aischeduler.jobs.tts.text.kind;

import java.util.regex.Pattern;

/**
 * A number as written, without thousands separators.
 *
 * @param whole digits before the point; {@code 0} when none are written
 * @param decimals digits after the point, may be empty
 * @param grouped true when thousands separators were written, which no year has
 */
record Amount(boolean negative, String whole, String decimals, boolean grouped) {

  private static final Pattern NO_FIGURE = Pattern.compile("^[-−–+]|[,' ]");
  private static final Pattern LEADING_ZEROS = Pattern.compile("^0+(?=.)");
  private static final Pattern TRAILING_ZEROS = Pattern.compile("0+$");

  /** A whole number, 0 or more. */
  static Amount of(long value) {
    return new Amount(false, Long.toString(value), "", false);
  }

  /** Reads {@code -1,234.50} or {@code .5}; the input must match {@link Patterns#SIGNED}. */
  static Amount of(String written) {
    boolean negative = "-−–".indexOf(written.charAt(0)) >= 0;
    String plain = NO_FIGURE.matcher(written).replaceAll("");
    int point = plain.indexOf('.');
    String whole = point < 0 ? plain : plain.substring(0, point);
    return new Amount(
        negative,
        whole.isEmpty() ? "0" : whole,
        point < 0 ? "" : plain.substring(point + 1),
        written.contains(",") || written.contains("'") || written.contains(" "));
  }

  /** True when it is a whole number of exactly this value. */
  boolean is(long value) {
    return !negative && decimals.isEmpty() && whole.equals(Long.toString(value));
  }

  /** Without its sign. */
  Amount absolute() {
    return new Amount(false, whole, decimals, grouped);
  }

  /** Its value times a power of ten: the point moves to the right. */
  Amount shifted(int places) {
    String digits = decimals + "0".repeat(Math.max(0, places - decimals.length()));
    String more = LEADING_ZEROS.matcher(whole + digits.substring(0, places)).replaceFirst("");
    String rest = TRAILING_ZEROS.matcher(digits.substring(places)).replaceFirst("");
    return new Amount(negative, more, rest, grouped);
  }
}

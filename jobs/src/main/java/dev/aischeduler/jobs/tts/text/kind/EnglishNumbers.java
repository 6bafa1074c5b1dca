package dev.aischeduler.jobs.tts.text.kind;

import com.ibm.icu.util.ULocale;
import java.util.stream.Collectors;

/** Numbers in English words: lower case, no hyphens, American usage without "and". Thread-safe. */
final class EnglishNumbers {
  /** Longer numbers are said digit by digit. */
  static final int MOST_IN_PAIRS = 4;

  private static final int MOST_DIGITS = 18;

  private final NumberSpeller numbers = new NumberSpeller(ULocale.ENGLISH);

  /** As one counts: {@code minus twelve point five}. */
  String amount(Amount n) {
    String sign = n.negative() ? "minus " : "";
    String whole =
        n.whole().length() > MOST_DIGITS ? digits(n.whole()) : cardinal(Long.parseLong(n.whole()));
    return sign + whole + (n.decimals().isEmpty() ? "" : " point " + digits(n.decimals()));
  }

  /** A whole number as one counts. */
  String cardinal(long number) {
    return plain(numbers.cardinal(number));
  }

  /** A place in an order: {@code twenty third}. */
  String ordinal(long number) {
    return plain(numbers.ordinal(number));
  }

  /** A year: {@code nineteen ninety nine}. */
  String year(long year) {
    return plain(numbers.year(year));
  }

  /** A year as it is written in figures: {@code oh five} for two of them. */
  String year(String digits) {
    int number = Integer.parseInt(digits);
    boolean zero = digits.length() == 2 && number > 0 && number < 10;
    return (zero ? "oh " : "") + year(number);
  }

  /** As numbers of houses are said: fourteen twenty eight, three oh five, twelve hundred. */
  String inPairs(String number) {
    int length = number.length();
    if (number.startsWith("0") || length > MOST_IN_PAIRS) {
      return digits(number);
    }
    long value = Long.parseLong(number);
    if (length < 3 || value % 1000 == 0) {
      return cardinal(value);
    }
    long rest = value % 100;
    String first = cardinal(value / 100);
    if (rest == 0) {
      return first + " hundred";
    }
    return first + (rest < 10 ? " oh " : " ") + cardinal(rest);
  }

  /** The decade that begins with a year in words: {@code nineteen eighties}. */
  static String decade(String year) {
    return year.endsWith("y") ? year.substring(0, year.length() - 1) + "ies" : year + "s";
  }

  /** Digits one by one. */
  String digits(String digits) {
    return digits
        .chars()
        .mapToObj(c -> numbers.cardinal(Character.digit(c, 10)))
        .collect(Collectors.joining(" "));
  }

  /** A number of things: {@code one second}, {@code two seconds}. */
  String count(long number, String noun) {
    return cardinal(number) + " " + noun + (number == 1 ? "" : "s");
  }

  private static String plain(String spelled) {
    return spelled.replace('-', ' ').replace(",", "");
  }
}

package dev.aischeduler.jobs.tts.text.kind;

import java.util.Locale;

/** Roman numerals as numbers. */
final class RomanNumber {
  /** Regular expression for a numeral in capitals, of at least one letter. */
  static final String PATTERN =
      "(?=[IVXLCDM])M{0,3}(?:CM|CD|D?C{0,3})(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})";

  private RomanNumber() {}

  /** The value of a numeral in any case. */
  static int value(String written) {
    String numeral = written.toLowerCase(Locale.ROOT);
    int sum = 0;
    for (int i = 0; i < numeral.length(); i++) {
      int one = digit(numeral.charAt(i));
      sum += i + 1 < numeral.length() && one < digit(numeral.charAt(i + 1)) ? -one : one;
    }
    return sum;
  }

  private static int digit(char c) {
    return switch (c) {
      case 'i' -> 1;
      case 'v' -> 5;
      case 'x' -> 10;
      case 'l' -> 50;
      case 'c' -> 100;
      case 'd' -> 500;
      default -> 1000;
    };
  }
}

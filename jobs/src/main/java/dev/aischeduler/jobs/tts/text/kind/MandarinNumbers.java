package dev.aischeduler.jobs.tts.text.kind;

import com.ibm.icu.util.ULocale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Numbers in Chinese characters. Thread-safe. */
final class MandarinNumbers {
  private static final String DIGITS = "零一二三四五六七八九";
  private static final int MOST_DIGITS = 16;
  private static final long YI = 100_000_000L;

  /** Words that count things: before them, two is 两. */
  private static final Pattern MEASURE =
      Pattern.compile(
          "^(?:个|位|名|只|条|张|本|件|次|天|年|小时|分钟|秒|种|块|元|家|台|部|份|段|句|遍|层|头|岁|周|项|套|批|组"
              + "|步|门|把|间|辆|架|颗|杯|瓶|双|对|行|列|倍|点|万|千|亿|半|边|者|人|米|斤|吨|克)");

  private final NumberSpeller numbers = new NumberSpeller(ULocale.SIMPLIFIED_CHINESE);

  /** As one counts in the abstract: 二. */
  String amount(Amount n) {
    String whole =
        n.whole().length() > MOST_DIGITS ? digits(n.whole()) : cardinal(Long.parseLong(n.whole()));
    return (n.negative() ? "负" : "")
        + whole
        + (n.decimals().isEmpty() ? "" : "点" + digits(n.decimals()));
  }

  /** As one counts things, whose measure word or unit follows: 两. */
  String count(Amount n) {
    return n.is(2) ? "两" : amount(n);
  }

  /** As the text around it asks for: two is 两 before what counts things, unless 第 is before. */
  String amount(Amount n, String before, String after) {
    boolean counts =
        MEASURE.matcher(after).find() && !before.endsWith("第") && !after.startsWith("年级");
    return counts ? count(n) : amount(n);
  }

  /**
   * A whole number. ICU counts 10^12 as 兆, which is not said on the mainland, and says 二千 where 两千
   * is said.
   */
  String cardinal(long number) {
    if (number >= 10_000 * YI) {
      long rest = number % YI;
      String zero = rest > 0 && rest < YI / 10 ? "零" : "";
      return cardinal(number / YI) + "亿" + (rest == 0 ? "" : zero + cardinal(rest));
    }
    String text = numbers.cardinal(number);
    return text.matches("二[千万亿].*") ? "两" + text.substring(1) : text;
  }

  /** Digits one by one; other characters are left out. */
  String digits(String digits) {
    return digits
        .chars()
        .filter(c -> c >= '0' && c <= '9')
        .mapToObj(c -> DIGITS.substring(c - '0', c - '0' + 1))
        .collect(Collectors.joining());
  }

  /** Digits one by one as in telephone numbers, where one is 幺. */
  String telephone(String digits) {
    return digits(digits).replace('一', '幺');
  }
}

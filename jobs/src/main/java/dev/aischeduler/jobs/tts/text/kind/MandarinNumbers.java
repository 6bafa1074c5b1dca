package dev.aischeduler.jobs.tts.text.kind;

import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Numbers in Chinese characters. Thread-safe. */
final class MandarinNumbers {
  /** Where two is said 两 and not 二. */
  private static final Pattern TWO_OF_MANY = Pattern.compile("二[千万亿]");

  private static final String DIGITS = "零一二三四五六七八九";
  private static final String SECTION = "千百十";
  private static final int MOST_DIGITS = 16;
  private static final long YI = 100_000_000L;

  /** Words that count things: before them, two is 两. */
  private static final Pattern MEASURE =
      Pattern.compile(
          "^(?!次方|点[0-9])(?:成|座|所|支|枝|根|片|幅|首|封|朵|株|棵|匹|群|包|袋|盒|箱|桶|碗|盘|壶|罐|艘|届|轮|场|局|回|趟|顿|代|户"
              + "|口|扇|栋|幢|款|则|页|晚|夜|星期|礼拜|角|毛|公|厘米|毫|英里|英尺|英寸|平方米|立方米|升|百万|十亿|兆"
              + "|个|位|名|只|条|张|本|件|次|天|年|小时|分钟|秒|种|块|元|家|台|部|份|段|句|遍|层|头|岁|周|项|套|批|组"
              + "|步|门|把|间|辆|架|颗|杯|瓶|双|对|行|列|倍|点|万|千|亿|半|边|者|人|米|斤|吨|克)");

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
   * A whole number. Sections of four digits are joined by 亿 and 万; a section below a thousand after
   * another one begins with 零. Two thousand is 两千 only at the start.
   */
  String cardinal(long number) {
    if (number == 0) {
      return "零";
    }
    String text = sections(number);
    String start = text.startsWith("一十") ? text.substring(1) : text;
    return TWO_OF_MANY.matcher(start).lookingAt() ? "两" + start.substring(1) : start;
  }

  private static String sections(long number) {
    if (number < 10_000) {
      return section((int) number);
    }
    long unit = number >= YI ? YI : 10_000;
    long rest = number % unit;
    String high = sections(number / unit);
    String join = rest > 0 && rest < unit / 10 ? "零" : "";
    if (unit == YI && rest >= 100_000 && rest < 200_000) {
      return high + "亿零" + sections(rest).substring(1);
    }
    return high + (unit == YI ? "亿" : "万") + join + (rest == 0 ? "" : sections(rest));
  }

  private static String section(int number) {
    StringBuilder text = new StringBuilder();
    boolean gap = false;
    int rest = number;
    for (int unit = 1000, i = 0; unit >= 1; unit /= 10, i++) {
      int digit = rest / unit;
      rest %= unit;
      if (digit == 0) {
        gap = text.length() > 0;
      } else {
        text.append(gap ? "零" : "").append(DIGITS.charAt(digit));
        text.append(i < SECTION.length() ? SECTION.substring(i, i + 1) : "");
        gap = false;
      }
    }
    return text.toString();
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

package dev.aischeduler.jobs.tts.text.expression;

import com.ibm.icu.util.ULocale;
import dev.aischeduler.jobs.tts.text.expression.Expression.Cardinal;
import dev.aischeduler.jobs.tts.text.expression.Expression.Clock;
import dev.aischeduler.jobs.tts.text.expression.Expression.Day;
import dev.aischeduler.jobs.tts.text.expression.Expression.Digits;
import dev.aischeduler.jobs.tts.text.expression.Expression.Fraction;
import dev.aischeduler.jobs.tts.text.expression.Expression.Money;
import dev.aischeduler.jobs.tts.text.expression.Expression.Pair;
import dev.aischeduler.jobs.tts.text.expression.Expression.Percent;
import dev.aischeduler.jobs.tts.text.expression.Expression.Quantity;
import dev.aischeduler.jobs.tts.text.expression.Expression.Span;
import dev.aischeduler.jobs.tts.text.expression.Expression.Surroundings;
import java.util.Arrays;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Expressions in Chinese characters. Thread-safe. */
public final class MandarinVerbaliser implements Verbaliser {
  private static final String DIGITS = "零一二三四五六七八九";

  /** Words that count things: before them, two is 两. */
  private static final Pattern MEASURE =
      Pattern.compile(
          "^(?:个|位|名|只|条|张|本|件|次|天|年|小时|分钟|秒|种|块|元|家|台|部|份|段|句|遍|层|头|岁|周|项|套|批|组"
              + "|步|门|把|间|辆|架|颗|杯|瓶|双|对|行|列|倍|点|万|千|亿|半|边|者|人|米|斤|吨|克)");

  private static final Pattern YEAR = Pattern.compile("^年(?!前|来|以|间|后|之|的?历史|时间|的时间)");
  private static final long YI = 100_000_000L;

  private final NumberSpeller numbers = new NumberSpeller(ULocale.SIMPLIFIED_CHINESE);

  @Override
  public String cardinal(Cardinal n, Surroundings around) {
    if (n.whole().length() == 4
        && n.decimals().isEmpty()
        && !n.negative()
        && YEAR.matcher(around.after()).find()) {
      return eachDigit(n.whole(), false);
    }
    boolean counts =
        MEASURE.matcher(around.after()).find()
            && !around.before().endsWith("第")
            && !around.after().startsWith("年级");
    return n.is(2) && counts ? "两" : amount(n);
  }

  @Override
  public String ordinal(long number) {
    return "第" + spell(number);
  }

  @Override
  public String decade(int firstYear) {
    return eachDigit(Integer.toString(firstYear), false) + "年代";
  }

  @Override
  public String day(Day day) {
    Integer year = day.year();
    String text = spell(day.month()) + "月" + spell(day.day()) + "日";
    return year == null ? text : eachDigit(Integer.toString(year), false) + "年" + text;
  }

  @Override
  public String clock(Clock t) {
    String half = t.half() == null ? "" : t.half().equals("a") ? "上午" : "下午";
    StringBuilder text = new StringBuilder(half);
    text.append(t.hour() == 2 ? "两" : spell(t.hour())).append("点");
    if (t.minute() > 0 || t.second() > 0) {
      text.append(t.minute() > 0 && t.minute() < 10 ? "零" : "")
          .append(spell(t.minute()))
          .append("分");
    }
    if (t.second() > 0) {
      text.append(t.second() < 10 ? "零" : "").append(spell(t.second())).append("秒");
    }
    return text.toString();
  }

  @Override
  public String digits(Digits digits) {
    String plus = digits.text().startsWith("+") ? "加" : "";
    return plus
        + Pattern.compile("\\d+")
            .matcher(digits.text())
            .results()
            .map(m -> eachDigit(m.group(), digits.phone()))
            .collect(Collectors.joining(","));
  }

  @Override
  public String dotted(String text) {
    return Arrays.stream(text.split("\\."))
        .map(part -> part.length() > 2 ? eachDigit(part, false) : spell(Long.parseLong(part)))
        .collect(Collectors.joining("点"));
  }

  @Override
  public String money(Money m) {
    String magnitude =
        switch (m.magnitude()) {
          case "thousand" -> "千";
          case "million" -> "百万";
          case "billion" -> "十亿";
          case "trillion" -> "万亿";
          default -> m.magnitude();
        };
    boolean two = m.amount().is(2);
    return (two ? "两" : amount(m.amount())) + magnitude + m.currency().mandarin();
  }

  @Override
  public String percent(Percent p) {
    Cardinal n = p.amount();
    String sign = n.negative() ? "负" : "";
    return sign
        + (p.perMille() ? "千分之" : "百分之")
        + amount(new Cardinal(false, n.whole(), n.decimals()));
  }

  @Override
  public String quantity(Quantity q) {
    String unit = q.unit().mandarin();
    boolean degrees = q.unit().symbol().startsWith("°") && unit.length() > 1;
    if (degrees && q.amount().negative()) {
      Cardinal n = q.amount();
      return unit.substring(0, 2)
          + "零下"
          + amount(new Cardinal(false, n.whole(), n.decimals()))
          + "度";
    }
    return (q.amount().is(2) ? "两" : amount(q.amount())) + unit;
  }

  @Override
  public String span(Span span, Surroundings around) {
    return span.from().say(this, around) + "到" + span.to().say(this, around);
  }

  @Override
  public String fraction(Fraction f) {
    String whole = f.whole() == null ? "" : spell(Objects.requireNonNull(f.whole())) + "又";
    return whole + spell(f.denominator()) + "分之" + spell(f.numerator());
  }

  @Override
  public String pair(Pair pair) {
    return amount(pair.first()) + pair.sign().mandarin() + amount(pair.second());
  }

  @Override
  public String sign(Sign sign) {
    return sign.mandarin();
  }

  @Override
  public String address(String text) {
    throw new IllegalArgumentException("addresses are read in English: " + text);
  }

  private String amount(Cardinal n) {
    String whole =
        n.whole().length() > 16 ? eachDigit(n.whole(), false) : spell(Long.parseLong(n.whole()));
    String sign = n.negative() ? "负" : "";
    return sign + whole + (n.decimals().isEmpty() ? "" : "点" + eachDigit(n.decimals(), false));
  }

  /** ICU counts 10^12 as 兆, which is not said on the mainland, and says 二千 where 两千 is said. */
  private String spell(long number) {
    if (number >= 10_000 * YI) {
      long rest = number % YI;
      String zero = rest > 0 && rest < YI / 10 ? "零" : "";
      return spell(number / YI) + "亿" + (rest == 0 ? "" : zero + spell(rest));
    }
    String text = numbers.cardinal(number);
    return text.matches("二[千万亿].*") ? "两" + text.substring(1) : text;
  }

  private static String eachDigit(String digits, boolean phone) {
    return digits
        .chars()
        .mapToObj(c -> phone && c == '1' ? "幺" : DIGITS.substring(c - '0', c - '0' + 1))
        .collect(Collectors.joining());
  }
}

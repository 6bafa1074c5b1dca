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
import dev.aischeduler.jobs.tts.text.lexicon.EnglishWords;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Expressions in English words, lower case, without hyphens. Thread-safe. */
public final class EnglishVerbaliser implements Verbaliser {
  private static final List<String> MONTHS =
      List.of(
          "january february march april may june july august september october november december"
              .split(" "));
  private static final Pattern ADDRESS_PART = Pattern.compile("[A-Za-z]+|\\d|[^A-Za-z\\d]");

  private final NumberSpeller numbers = new NumberSpeller(ULocale.ENGLISH);
  private final EnglishWords words;

  public EnglishVerbaliser(EnglishWords words) {
    this.words = words;
  }

  @Override
  public String cardinal(Cardinal n, Surroundings around) {
    boolean year =
        !n.negative()
            && !n.grouped()
            && n.decimals().isEmpty()
            && n.whole().length() == 4
            && n.whole().compareTo("1100") >= 0
            && n.whole().compareTo("2099") <= 0;
    return year ? words(numbers.year(Long.parseLong(n.whole()))) : amount(n);
  }

  @Override
  public String ordinal(long number) {
    return words(numbers.ordinal(number));
  }

  @Override
  public String decade(int firstYear) {
    String year = words(numbers.year(firstYear));
    return year.endsWith("y") ? year.substring(0, year.length() - 1) + "ies" : year + "s";
  }

  @Override
  public String day(Day day) {
    String text = MONTHS.get(day.month() - 1) + " " + ordinal(day.day());
    Integer year = day.year();
    return year == null ? text : text + ", " + words(numbers.year(year));
  }

  @Override
  public String clock(Clock t) {
    List<String> parts = new ArrayList<>();
    parts.add(words(numbers.cardinal(t.hour())));
    if (t.minute() > 0 || t.second() > 0) {
      parts.add((t.minute() < 10 ? "oh " : "") + words(numbers.cardinal(t.minute())));
    } else if (t.half() == null) {
      parts.add(t.hour() >= 1 && t.hour() <= 12 ? "o'clock" : "hundred");
    }
    if (t.second() > 0) {
      parts.add("and " + plural(t.second(), "second"));
    }
    if (t.half() != null) {
      parts.add(EnglishWords.letters(t.half() + "m"));
    }
    return String.join(" ", parts);
  }

  @Override
  public String digits(Digits digits) {
    String text = digits.text().startsWith("+") ? "plus " : "";
    return text
        + Pattern.compile("\\d+")
            .matcher(digits.text())
            .results()
            .map(m -> eachDigit(m.group()))
            .collect(Collectors.joining(", "));
  }

  @Override
  public String dotted(String text) {
    return java.util.Arrays.stream(text.split("\\."))
        .map(
            part ->
                part.length() > 2 ? eachDigit(part) : words(numbers.cardinal(Long.parseLong(part))))
        .collect(Collectors.joining(" point "));
  }

  @Override
  public String money(Money m) {
    Cardinal n = m.amount();
    boolean hundredths =
        n.decimals().length() == 2 && !m.currency().englishHundredth(false).isEmpty();
    if (!m.magnitude().isEmpty() || (!n.decimals().isEmpty() && !hundredths)) {
      String magnitude = magnitude(m.magnitude());
      return amount(n) + magnitude + " " + m.currency().english(false);
    }
    String whole =
        amount(new Cardinal(false, n.whole(), ""))
            + " "
            + m.currency().english(n.whole().equals("1"));
    long part = hundredths ? Long.parseLong(n.decimals()) : 0;
    if (part == 0) {
      return whole;
    }
    String cents = words(numbers.cardinal(part)) + " " + m.currency().englishHundredth(part == 1);
    return n.whole().matches("0+") ? cents : whole + " and " + cents;
  }

  @Override
  public String percent(Percent p) {
    return amount(p.amount()) + (p.perMille() ? " per mille" : " percent");
  }

  @Override
  public String quantity(Quantity q) {
    return amount(q.amount()) + " " + (q.amount().is(1) ? q.unit().one() : q.unit().many());
  }

  @Override
  public String span(Span span, Surroundings around) {
    return span.from().say(this, around) + " to " + span.to().say(this, around);
  }

  @Override
  public String fraction(Fraction f) {
    String whole = f.whole() == null ? "" : words(numbers.cardinal(f.whole())) + " and ";
    String top = words(numbers.cardinal(f.numerator()));
    boolean one = f.numerator() == 1;
    if (f.denominator() == 2) {
      return whole + (one ? (whole.isEmpty() ? "one half" : "a half") : top + " halves");
    }
    if (f.denominator() == 4) {
      return whole + top + (one ? " quarter" : " quarters");
    }
    if (f.numerator() >= f.denominator()) {
      return whole + top + " over " + words(numbers.cardinal(f.denominator()));
    }
    if (f.denominator() > 12) {
      return whole + top + " out of " + words(numbers.cardinal(f.denominator()));
    }
    return whole + top + " " + ordinal(f.denominator()) + (one ? "" : "s");
  }

  @Override
  public String pair(Pair pair) {
    Surroundings none = new Surroundings("", "");
    return cardinal(pair.first(), none)
        + " "
        + pair.sign().english()
        + " "
        + cardinal(pair.second(), none);
  }

  @Override
  public String sign(Sign sign) {
    return sign.english();
  }

  @Override
  public String address(String text) {
    String plain = text.replaceFirst("^https?://", "").replaceFirst("/$", "");
    return ADDRESS_PART
        .matcher(plain)
        .results()
        .map(MatchResult::group)
        .map(this::addressPart)
        .filter(s -> !s.isEmpty())
        .collect(Collectors.joining(" "));
  }

  private String addressPart(String part) {
    return switch (part) {
      case "." -> "dot";
      case "/" -> "slash";
      case "-" -> "dash";
      case "_" -> "underscore";
      case "@" -> "at";
      case ":" -> "colon";
      case "?" -> "question mark";
      case "=" -> "equals";
      case "&" -> "and";
      case "#" -> "hash";
      case "%" -> "percent";
      case "+" -> "plus";
      case "~" -> "tilde";
      case "www" -> "w w w";
      default -> {
        char c = part.charAt(0);
        yield Character.isDigit(c)
            ? eachDigit(part)
            : Character.isLetter(c) ? words.read(part, false) : "";
      }
    };
  }

  private static String magnitude(String written) {
    return switch (written) {
      case "" -> "";
      case "万" -> " ten thousand";
      case "亿" -> " hundred million";
      case "万亿" -> " trillion";
      default -> " " + written.toLowerCase(Locale.ROOT);
    };
  }

  private String amount(Cardinal n) {
    String sign = n.negative() ? "minus " : "";
    String whole =
        n.whole().length() > 18
            ? eachDigit(n.whole())
            : words(numbers.cardinal(Long.parseLong(n.whole())));
    return sign + whole + (n.decimals().isEmpty() ? "" : " point " + eachDigit(n.decimals()));
  }

  private String plural(long n, String noun) {
    return words(numbers.cardinal(n)) + " " + noun + (n == 1 ? "" : "s");
  }

  private String eachDigit(String digits) {
    return digits
        .chars()
        .mapToObj(c -> numbers.cardinal(Character.digit(c, 10)))
        .collect(Collectors.joining(" "));
  }

  private static String words(String spelled) {
    return spelled.replace('-', ' ').replace(",", "");
  }
}

package dev.aischeduler.jobs.tts.text.kind;

import org.jspecify.annotations.Nullable;

/** Amounts of money: {@code $3.50}, {@code -€20}, {@code ¥20万}, {@code 20 USD}, {@code $5/kg}. */
final class Money extends Kind {
  private static final String NUMBER =
      "((?>\\d{1,3}(?:\\.\\d{3}){0,4},\\d{2}(?![\\d,])|" + Patterns.NUMBER + "))";
  private static final String MAGNITUDE = "(" + Magnitude.SHORT + ")?";
  private static final String SIGN = "(" + Patterns.SIGN + ")?";

  private final EnglishNumbers english;
  private final MandarinNumbers mandarin;
  private final Currencies currencies = new Currencies();
  private final Rates rates;

  /** So much of a currency. */
  private record Sum(Currency currency, Amount amount, Magnitude magnitude) {}

  Money(Vocabulary shared) {
    this.english = shared.english();
    this.mandarin = shared.mandarin();
    this.rates = new Rates(shared.units());
    String before = "(" + currencies.before() + ")";
    String rate = rates.pattern();
    String range = Patterns.RANGE;
    rule(before + NUMBER + "\\+( ?" + Magnitude.WORDS + ")(?![A-Za-z])", this::andMore);
    rule(
        before + NUMBER + MAGNITUDE + range + "(?:\\1)?" + NUMBER + MAGNITUDE + rate,
        m -> range(m.group(1), m, 2, 4, 6));
    rule(
        SIGN + before + SIGN + NUMBER + MAGNITUDE + rate,
        m ->
            said(
                sum(m.group(2), m.group(4), m.optional(5), m.optional(1), m.optional(3)),
                m.optional(6)));
    rule(before + "\\(" + NUMBER + MAGNITUDE + "\\)", this::booked);
    rule(
        NUMBER + MAGNITUDE + range + NUMBER + MAGNITUDE + "(" + currencies.after() + ")" + rate,
        m -> range(m.group(5), m, 1, 3, 6));
    rule(
        SIGN + NUMBER + MAGNITUDE + "(" + currencies.after() + ")" + rate,
        m -> said(sum(m.group(4), m.group(2), m.optional(3), m.optional(1), null), m.optional(5)));
    rule(
        "(" + Patterns.SIGNED + ") ?¢",
        m ->
            Spoken.of(
                () -> english.amount(m.amount(1)) + (m.amount(1).is(1) ? " cent" : " cents"),
                () -> mandarin.count(m.amount(1)) + "美分"));
  }

  private Sum sum(
      String sign,
      String number,
      @Nullable String magnitude,
      @Nullable String before,
      @Nullable String within) {
    String plain = number.matches(".*,\\d{2}") ? number.replace(".", "").replace(',', '.') : number;
    Amount n = Amount.of(plain);
    String minus = before == null ? within : before;
    boolean negative = minus != null && !minus.equals("+");
    Amount signed = new Amount(negative, n.whole(), n.decimals(), n.grouped());
    return new Sum(currencies.get(sign.strip()), signed, Magnitude.of(magnitude));
  }

  /** {@code $(0.12)}: a loss, as accounts write it. */
  private Spoken booked(Match m) {
    return said(sum(m.group(1), m.group(2), m.optional(3), "-", null), null);
  }

  /** {@code $100+ million}. */
  private Spoken andMore(Match m) {
    Sum sum = sum(m.group(1), m.group(2), m.group(3), null, null);
    return Spoken.of(
        () ->
            sum.magnitude().hasEnglishWord()
                ? english.amount(sum.amount())
                    + " plus "
                    + sum.magnitude().word()
                    + " "
                    + sum.currency().many()
                : english(sum) + " and more",
        () -> mandarin(sum) + "以上");
  }

  private Spoken said(Sum sum, @Nullable String rate) {
    return Spoken.of(
        () -> english(sum) + rates.english(rate), () -> mandarin(sum) + rates.mandarin(rate));
  }

  /** From one sum to another of the same currency; a magnitude at the second is of both. */
  private Spoken range(String sign, Match m, int first, int second, int rate) {
    String later = m.optional(second + 1);
    String earlier = m.optional(first + 1);
    Sum from = sum(sign, m.group(first), earlier == null ? later : earlier, null, null);
    Sum to = sum(sign, m.group(second), later, null, null);
    boolean repeated = m.text().indexOf(sign.strip(), sign.strip().length()) > 0 && first == 2;
    String per = m.optional(rate);
    boolean shared = earlier == null && later != null;
    return Spoken.of(
        () ->
            (!shared && repeated ? english(from) : english(from, shared))
                + " to "
                + english(to)
                + rates.english(per),
        () ->
            (repeated && !shared
                    ? mandarin(from)
                    : from.magnitude().mandarin(mandarin, from.amount()))
                + "到"
                + mandarin(to)
                + rates.mandarin(per));
  }

  /** Without the currency; the magnitude is said at the other sum if it is of both. */
  private String english(Sum sum, boolean shared) {
    return shared && sum.magnitude().hasEnglishWord()
        ? english.amount(sum.amount())
        : sum.magnitude().english(english, sum.amount());
  }

  private String english(Sum sum) {
    Currency currency = sum.currency();
    Amount n = sum.amount();
    String parts = n.decimals().replaceFirst("0+$", "");
    boolean apart = !currency.hundredth().isEmpty() && parts.length() <= 2;
    if (sum.magnitude() != Magnitude.NONE || (!n.decimals().isEmpty() && !apart)) {
      return sum.magnitude().english(english, n) + " " + currency.many();
    }
    String sign = n.negative() ? "minus " : "";
    Amount whole = new Amount(false, n.whole(), "", false);
    String name = whole.is(1) ? currency.one() : currency.many();
    String counted = english.amount(whole) + " " + name;
    int part = parts.isEmpty() ? 0 : Integer.parseInt((parts + "0").substring(0, 2));
    if (part == 0) {
      return sign + counted;
    }
    String cents =
        english.cardinal(part) + " " + (part == 1 ? currency.hundredth() : currency.hundredths());
    return sign + (n.whole().matches("0+") ? cents : counted + " and " + cents);
  }

  private String mandarin(Sum sum) {
    Amount n = sum.amount();
    return (n.negative() ? "负" : "")
        + sum.magnitude().mandarin(mandarin, n.absolute())
        + sum.currency().mandarin();
  }
}

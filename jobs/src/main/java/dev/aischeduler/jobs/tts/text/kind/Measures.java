package dev.aischeduler.jobs.tts.text.kind;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Amounts with a unit: {@code 5 km}, {@code -5°C}, {@code 100 million kg}, {@code 12/kg}. */
final class Measures extends Kind {
  private final EnglishNumbers english;
  private final MandarinNumbers mandarin;

  Measures(Vocabulary shared) {
    this.english = shared.english();
    this.mandarin = shared.mandarin();
    Units units = shared.units();
    String unit = "(" + units.pattern() + ")";
    String signed = "(" + Patterns.SIGNED + ")";
    String magnitude = "(" + Magnitude.WORDS + ")?";
    rule(
        signed + unit + "?" + Patterns.RANGE + signed + unit,
        m -> range(m, units.get(m.group(4)), m.has(2) ? units.get(m.group(2)) : null));
    rule(
        "(" + Patterns.NUMBER + ") ?[x×*] ?(" + Patterns.NUMBER + ")" + unit,
        m -> {
          Unit one = units.get(m.group(3));
          String times = m.text().contains("*") ? " times " : " by ";
          return Spoken.of(
              () -> english.amount(m.amount(1)) + times + english(m.amount(2), Magnitude.NONE, one),
              () ->
                  mandarin.amount(m.amount(1)) + "乘" + mandarin(m.amount(2), Magnitude.NONE, one));
        });
    rule(
        "(?<![A-Za-z0-9/.])((?:km|mi|m|kg|g|mg|MB|GB|KB|kB|Mb|mL|μg)/" + units.symbols() + ")",
        m -> units.find(m.group(1)).map(u -> Spoken.of(u::many, u::mandarin)).orElse(null));
    rule(
        "(" + Patterns.NUMBER + ") ?[°º] ?([NSEW])(?![A-Za-z])",
        m ->
            Spoken.of(
                () -> english.amount(m.amount(1)) + " degrees " + direction(m.group(2), 1),
                () -> direction(m.group(2), 2) + mandarin.amount(m.amount(1)) + "度"));
    rule("(\\d{1,3})h ?(\\d{1,2})m(?:in)?(?![A-Za-z0-9])", this::duration);
    rule("(\\d{1,2})['′](\\d{1,2})(?:[\"″”]|'')", this::height);
    rule(
        signed + magnitude + unit,
        m -> said(m.amount(1), Magnitude.of(m.optional(2)), units.get(m.group(3))));
    rule(
        signed + "-(" + units.symbols() + ")(?=[.)]{0,2} [a-z])",
        m -> {
          Unit one = units.get(m.group(2));
          return said(
              m.amount(1), Magnitude.NONE, new Unit("", one.one(), one.one(), one.mandarin()));
        });
    rule(
        signed + " ?/ ?(" + units.symbols() + ")",
        m -> {
          Unit one = units.get(m.group(2));
          return Spoken.of(
              () -> english.amount(m.amount(1)) + " per " + one.one(),
              () -> mandarin.amount(m.amount(1)) + "每" + one.mandarin());
        });
    rule(
        "(?<![A-Za-z0-9])(?=\\p{L}{1,6}[²³])(" + units.symbols() + ")(?<=[²³])",
        m -> {
          Optional<Unit> one = units.find(m.group(1));
          return one.map(u -> Spoken.of(u::many, u::mandarin)).orElse(null);
        });
  }

  private Spoken said(Amount n, Magnitude magnitude, Unit unit) {
    return Spoken.of(() -> english(n, magnitude, unit), () -> mandarin(n, magnitude, unit));
  }

  /** A unit at the second number only is of both. */
  private Spoken range(Match m, Unit both, @Nullable Unit first) {
    Amount from = m.amount(1);
    Amount to = m.amount(3);
    boolean apart = first != null && !first.one().equals(both.one());
    boolean cold = both.symbol().startsWith("°") && (from.negative() || to.negative());
    Unit own = first == null ? both : first;
    return Spoken.of(
        () ->
            (apart ? english(from, Magnitude.NONE, own) : english.amount(from))
                + " to "
                + english(to, Magnitude.NONE, both),
        () ->
            (apart || cold ? mandarin(from, Magnitude.NONE, own) : mandarin.amount(from))
                + "到"
                + mandarin(to, Magnitude.NONE, both));
  }

  private static String direction(String letter, int column) {
    String row =
        switch (letter) {
          case "N" -> "N north 北纬";
          case "S" -> "S south 南纬";
          case "E" -> "E east 东经";
          default -> "W west 西经";
        };
    return row.split(" ")[column];
  }

  private Spoken duration(Match m) {
    int minutes = m.number(2);
    return Spoken.of(
        () -> english.count(m.number(1), "hour") + " " + english.count(minutes, "minute"),
        () ->
            mandarin.count(Amount.of(m.number(1)))
                + "小时"
                + mandarin.count(Amount.of(minutes))
                + "分钟");
  }

  private Spoken height(Match m) {
    return Spoken.of(
        () ->
            english.cardinal(m.number(1))
                + (m.number(1) == 1 ? " foot " : " feet ")
                + english.cardinal(m.number(2))
                + (m.number(2) == 1 ? " inch" : " inches"),
        () ->
            mandarin.count(Amount.of(m.number(1)))
                + "英尺"
                + mandarin.count(Amount.of(m.number(2)))
                + "英寸");
  }

  private String english(Amount n, Magnitude magnitude, Unit unit) {
    boolean one = magnitude == Magnitude.NONE && n.absolute().is(1);
    return magnitude.english(english, n) + " " + (one ? unit.one() : unit.many());
  }

  private String mandarin(Amount n, Magnitude magnitude, Unit unit) {
    String name = unit.mandarin();
    boolean degrees = unit.symbol().startsWith("°") && name.length() > 1;
    if (degrees && n.negative()) {
      return name.substring(0, 2) + "零下" + mandarin.amount(n.absolute()) + "度";
    }
    return magnitude.mandarin(mandarin, n) + name;
  }
}

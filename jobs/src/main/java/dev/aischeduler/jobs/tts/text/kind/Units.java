package dev.aischeduler.jobs.tts.text.kind;

import dev.aischeduler.jobs.tts.text.lexicon.Table;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The units that are read out; table {@code units.tsv}. A unit in another case counts where the
 * table has none written so; areas and volumes are made of the lengths, and a unit per another of
 * both. Thread-safe.
 */
public final class Units {
  private static final List<String> LENGTHS =
      List.of("km", "m", "cm", "mm", "dm", "nm", "μm", "ft", "in", "mi", "yd");

  private final Map<String, Unit> bySymbol = new HashMap<>();
  private final Map<String, Unit> byLowerCase = new HashMap<>();

  private Units(List<Unit> all) {
    all.forEach(this::add);
    for (String length : LENGTHS) {
      Unit unit = get(length);
      for (String two : List.of("²", "2", "^2")) {
        add(power(unit, two, "square ", "平方"));
      }
      for (String three : List.of("³", "3", "^3")) {
        add(power(unit, three, "cubic ", "立方"));
      }
    }
  }

  /** Reads the table. */
  public static Units load() {
    return new Units(
        Table.rows("units.tsv", 4).stream()
            .map(r -> new Unit(r.get(0), r.get(1), r.get(2), r.get(3)))
            .toList());
  }

  private void add(Unit unit) {
    bySymbol.put(unit.symbol(), unit);
    byLowerCase.putIfAbsent(unit.symbol().toLowerCase(Locale.ROOT), unit);
  }

  private static Unit power(Unit unit, String sign, String english, String mandarin) {
    return new Unit(
        unit.symbol() + sign,
        english + unit.one(),
        english + unit.many(),
        mandarin + unit.mandarin());
  }

  /** The unit with this symbol, which must be one that {@link #pattern()} matched. */
  Unit get(String symbol) {
    return find(symbol).orElseThrow(() -> new IllegalArgumentException("unknown unit " + symbol));
  }

  /** The unit with this symbol, or of two with a slash between them. */
  Optional<Unit> find(String symbol) {
    String plain = symbol.strip().replace('º', '°').replace('˚', '°');
    Unit known = bySymbol.get(plain);
    if (known == null) {
      known = byLowerCase.get(plain.toLowerCase(Locale.ROOT));
    }
    int slash = plain.lastIndexOf('/');
    if (known != null || slash < 0) {
      return Optional.ofNullable(known);
    }
    return find(plain.substring(0, slash))
        .flatMap(top -> find(plain.substring(slash + 1)).map(under -> per(plain, top, under)));
  }

  private static Unit per(String symbol, Unit top, Unit under) {
    return new Unit(
        symbol,
        top.one() + " per " + under.one(),
        top.many() + " per " + under.one(),
        top.mandarin() + "每" + under.mandarin());
  }

  /**
   * Regular expression for a unit after a number: the longest symbol that is not the start of a
   * longer word. A single letter must touch the number ("5 a" is no unit), and so must "in".
   */
  String pattern() {
    String end = "(?![A-Za-z0-9²³])";
    return "(?:(?= ?[A-Za-zμΩ°º˚])(?: ?(?!(?i:in)(?!/|[²³]|\\^?\\d))"
        + any(2, 99)
        + "|"
        + any(1, 2)
        + "| (?=[mgWVL])"
        + any(1, 1)
        + ")(?:/"
        + symbols()
        + ")?"
        + end
        + ")";
  }

  /** Regular expression for a symbol by itself, to its end. */
  String symbols() {
    return "(?:(?=[A-Za-zμΩ°º˚])(?:" + any(2, 99) + "|" + any(1, 1) + ")(?![A-Za-z0-9²³]))";
  }

  /**
   * Symbols of two letters and more in any case, single letters as they are; grouped by their first
   * letter, so that few are tried.
   */
  private String any(int shortest, int longest) {
    Map<String, List<String>> byFirst = new TreeMap<>();
    bySymbol.keySet().stream()
        .filter(s -> s.length() >= (longest == 2 ? 1 : shortest) && s.length() <= longest)
        .sorted(Comparator.comparing(String::length).reversed().thenComparing(s -> s))
        .forEach(
            s ->
                byFirst
                    .computeIfAbsent(
                        s.substring(0, 1).toLowerCase(Locale.ROOT), first -> new ArrayList<>())
                    .add(s));
    return byFirst.entrySet().stream()
        .map(group -> "(?=" + literal(group.getKey()) + ")" + oneOf(group.getValue()))
        .collect(Collectors.joining("|", longest > 1 ? "(?i:" : "(?:", ")"));
  }

  private static String oneOf(List<String> symbols) {
    return symbols.stream()
        .map(s -> s.length() == 1 ? "(?-i:" + literal(s) + ")" : literal(s))
        .collect(Collectors.joining("|", "(?:", ")"));
  }

  private static String literal(String symbol) {
    return Pattern.quote(symbol).replace("°", "\\E[°º˚]\\Q");
  }
}

package dev.aischeduler.jobs.tts.text.kind;

import dev.aischeduler.jobs.tts.text.lexicon.Table;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The units that are read out; table {@code units.tsv}. Thread-safe. */
public final class Units {
  private final Map<String, Unit> bySymbol;

  private Units(Map<String, Unit> bySymbol) {
    this.bySymbol = bySymbol;
  }

  /** Reads the table. */
  public static Units load() {
    List<Unit> all =
        Table.rows("units.tsv", 4).stream()
            .map(r -> new Unit(r.get(0), r.get(1), r.get(2), r.get(3)))
            .toList();
    return new Units(all.stream().collect(Collectors.toMap(Unit::symbol, Function.identity())));
  }

  /** The unit with this symbol, which must be one that {@link #pattern()} matched. */
  Unit get(String symbol) {
    Unit unit = bySymbol.get(symbol);
    if (unit == null) {
      throw new IllegalArgumentException("unknown unit " + symbol);
    }
    return unit;
  }

  /**
   * Regular expression for a unit after a number: the longest symbol that is not the start of a
   * longer word. A single letter must touch the number ("5 a" is no unit).
   */
  String pattern() {
    return "(?:" + alternatives(2, 99, " ?") + "|" + alternatives(1, 1, "") + ")(?![A-Za-z0-9])";
  }

  private String alternatives(int shortest, int longest, String gap) {
    return gap
        + bySymbol.keySet().stream()
            .filter(s -> s.length() >= shortest && s.length() <= longest)
            .sorted(Comparator.comparing(String::length).reversed().thenComparing(s -> s))
            .map(Pattern::quote)
            .collect(Collectors.joining("|", "(?:", ")"));
  }
}

package dev.aischeduler.jobs.tts.text.kind;

import dev.aischeduler.jobs.tts.text.lexicon.Table;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The currencies that are read out, by their signs and codes; table {@code currencies.tsv}. */
final class Currencies {
  private final Map<String, Currency> byWriting = new HashMap<>();

  Currencies() {
    for (List<String> r : Table.rows("currencies.tsv", 6)) {
      Currency currency = new Currency(r.get(1), r.get(2), r.get(3), r.get(4), r.get(5));
      for (String written : r.get(0).split(" ")) {
        byWriting.put(written, currency);
      }
    }
  }

  /** The currency with this sign or code, which must be one that a pattern of these matched. */
  Currency get(String written) {
    Currency currency = byWriting.get(written);
    if (currency == null) {
      throw new IllegalArgumentException("unknown currency " + written);
    }
    return currency;
  }

  /** Regular expression for a sign before a number: signs touch it, codes need not. */
  String before() {
    return "(?=[A-Z\\p{Sc}zł円])(?:" + any(w -> !isCode(w)) + "|" + any(Currencies::isCode) + ") ?";
  }

  /** Regular expression for a sign after a number; no number of its own follows it. */
  String after() {
    return "(?= ?[A-Z\\p{Sc}zł円]) ?(?:"
        + any(w -> !isCode(w) && !w.startsWith("R"))
        + "(?! ?[\\d.])|"
        + any(w -> isCode(w) && w.length() > 2)
        + "(?![A-Za-z0-9]))";
  }

  private String any(Predicate<String> which) {
    return byWriting.keySet().stream()
        .filter(which)
        .sorted(Comparator.comparing(String::length).reversed().thenComparing(w -> w))
        .map(Pattern::quote)
        .collect(Collectors.joining("|", "(?:", ")"));
  }

  private static boolean isCode(String written) {
    return written.chars().allMatch(c -> c < 0x80 && Character.isLetter(c));
  }
}

package dev.aischeduler.jobs.tts.text.kind;

import dev.aischeduler.jobs.tts.text.lexicon.Table;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/** Ends of the names of hosts and files; table {@code endings.tsv}. */
final class Endings {
  private final List<List<String>> rows = Table.rows("endings.tsv", 2);

  /**
   * Regular expression for all of a kind, longest first.
   *
   * @param kind as in the table: domain, file, program, folder
   */
  String any(String kind) {
    return rows.stream()
        .filter(row -> row.get(0).equals(kind))
        .map(row -> row.get(1))
        .sorted(Comparator.comparing(String::length).reversed().thenComparing(w -> w))
        .collect(Collectors.joining("|", "(?:", ")"));
  }
}

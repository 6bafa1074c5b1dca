package dev.aischeduler.jobs.tts.text.kind;

import dev.aischeduler.jobs.tts.text.lexicon.Table;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Kinds of streets, points of the compass, rooms and states; table {@code addresses.tsv}. */
final class AddressWords {
  private final Map<String, String> readings = new HashMap<>();
  private final List<List<String>> rows = Table.rows("addresses.tsv", 3);

  AddressWords() {
    rows.forEach(row -> readings.put(key(row.get(0), row.get(1)), row.get(2)));
  }

  /**
   * The reading of a word.
   *
   * @param kind as in the table: street, street-sure, compass, room, state, state-word
   * @return empty when the table has it not
   */
  String reading(String kind, String written) {
    return readings.getOrDefault(key(kind, written), "");
  }

  /** Regular expression for the words of these kinds, longest first. */
  String any(Predicate<String> kind) {
    return alternatives(rows.stream().filter(r -> kind.test(r.get(0))).map(r -> r.get(1)).toList());
  }

  /** Regular expression for how the words of these kinds are read. */
  String anyRead(Predicate<String> kind) {
    return alternatives(rows.stream().filter(r -> kind.test(r.get(0))).map(r -> r.get(2)).toList());
  }

  private static String alternatives(List<String> words) {
    return words.stream()
        .distinct()
        .sorted((a, b) -> b.length() - a.length())
        .collect(Collectors.joining("|", "(?:", ")"));
  }

  private static String key(String kind, String written) {
    return kind + ' ' + written;
  }
}

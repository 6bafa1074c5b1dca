package dev.aischeduler.jobs.tts.text.lexicon;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Readings of words by the words around them, table {@code contexts.tsv}: 得 is děi before a verb, 只
 * is zhī after a number, 种树 are kinds of trees after 这. The first row that fits counts.
 * Thread-safe.
 */
final class ContextReadings {
  private final Map<String, List<Row>> rows = new HashMap<>();

  private static final String KEPT = "*";

  /** What stands before (last word nearest) and after, and the syllables then. */
  private record Row(List<Choice> before, List<Choice> after, List<String> syllables) {}

  ContextReadings() {
    for (List<String> row : Table.rows("contexts.tsv", 4)) {
      Row readings =
          new Row(sequence(row.get(1)), sequence(row.get(2)), List.of(row.get(3).split(" ")));
      for (String word : row.get(0).split("\\|")) {
        rows.computeIfAbsent(word, w -> new ArrayList<>()).add(readings);
      }
    }
  }

  /** The syllables of the word at this index, of which rows may change some. */
  List<String> change(List<MandarinWords.Word> words, int index, List<String> syllables) {
    List<String> changes = of(words, index);
    if (changes.size() != syllables.size()) {
      return syllables;
    }
    List<String> changed = new ArrayList<>(changes);
    for (int i = 0; i < changed.size(); i++) {
      if (changed.get(i).equals(KEPT)) {
        changed.set(i, syllables.get(i));
      }
    }
    return changed;
  }

  private List<String> of(List<MandarinWords.Word> words, int index) {
    for (Row row : rows.getOrDefault(words.get(index).text(), List.of())) {
      if (fits(row.before, words, index - row.before.size()) && fits(row.after, words, index + 1)) {
        return row.syllables;
      }
    }
    return List.of();
  }

  private static boolean fits(List<Choice> choices, List<MandarinWords.Word> words, int from) {
    for (int i = 0; i < choices.size(); i++) {
      int at = from + i;
      boolean fits =
          (at < 0 || at >= words.size())
              ? choices.get(i).orEdge()
              : choices.get(i).accepts(words.get(at));
      if (!fits) {
        return false;
      }
    }
    return true;
  }

  private static List<Choice> sequence(String cell) {
    return cell.equals("*")
        ? List.of()
        : List.of(cell.split(" ")).stream().map(Choice::of).toList();
  }

  /** Words, parts of speech ({@code /v}), ends of words ({@code ~部}), the edge ({@code $}). */
  private record Choice(List<String> texts, List<String> kinds, List<String> ends, boolean orEdge) {
    static Choice of(String cell) {
      List<String> texts = new ArrayList<>();
      List<String> kinds = new ArrayList<>();
      List<String> ends = new ArrayList<>();
      for (String item : cell.split("\\|")) {
        switch (item.charAt(0)) {
          case '/' -> kinds.add(item.substring(1));
          case '~' -> ends.add(item.substring(1));
          default -> texts.add(item);
        }
      }
      return new Choice(texts, kinds, ends, texts.contains("$"));
    }

    boolean accepts(MandarinWords.Word word) {
      return texts.contains(word.text())
          || texts.contains("?")
          || kinds.stream().anyMatch(word.kind()::startsWith)
          || ends.stream().anyMatch(e -> ends(word.text(), e));
    }

    private static boolean ends(String word, String end) {
      return word.length() > end.length() && word.endsWith(end);
    }
  }
}

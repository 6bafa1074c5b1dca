package dev.aischeduler.jobs.tts.text.kind;

import dev.aischeduler.jobs.tts.text.lexicon.Table;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What stands before a Roman numeral and tells what it is: something numbered, or a name; table
 * {@code roman.tsv}. Thread-safe.
 */
final class RomanContext {
  private final List<List<String>> rows = Table.rows("roman.tsv", 2);
  private final Pattern numbered;
  private final Pattern name;
  private final Pattern ruler;

  RomanContext() {
    this.numbered = Pattern.compile("(?i)(?<![A-Za-z])" + any("numbered"::equals, w -> w) + " $");
    String titled = " [A-Z][a-z]{1,14}";
    this.name =
        Pattern.compile(
            "\\b(?:"
                + any(k -> k.equals("title") || k.equals("sovereign"), RomanContext::anyCapital)
                + titled
                + "|"
                + any(k -> k.equals("name") || k.equals("ruler"), w -> w)
                + ")(?: [A-Z][a-z]{2,14})? $");
    this.ruler =
        Pattern.compile(
            "\\b(?:"
                + any("sovereign"::equals, RomanContext::anyCapital)
                + titled
                + "|"
                + any("ruler"::equals, w -> w)
                + ") $");
  }

  /** Whether something numbered ends here: a chapter, a war. */
  boolean isNumbered(String before) {
    return numbered.matcher(before).find();
  }

  /** Whether a name of a ruler, or of somebody called after the father, ends here. */
  boolean isName(String before) {
    return name.matcher(before).find();
  }

  /** Whether a name ends here after which even one letter is a numeral. */
  boolean isRuler(String before) {
    return ruler.matcher(before).find();
  }

  private String any(Predicate<String> kind, UnaryOperator<String> written) {
    return rows.stream()
        .filter(row -> kind.test(row.get(0)))
        .map(row -> row.get(1))
        .sorted(Comparator.comparing(String::length).reversed().thenComparing(w -> w))
        .map(w -> written.apply(w.replace(".", "\\.")))
        .collect(Collectors.joining("|", "(?:", ")"));
  }

  /** With a small or a capital letter. */
  private static String anyCapital(String word) {
    String first = word.substring(0, 1);
    return "[" + first.toUpperCase(Locale.ROOT) + first + "]" + word.substring(1);
  }
}

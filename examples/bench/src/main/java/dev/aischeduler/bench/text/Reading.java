package dev.aischeduler.bench.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Plain forms of readings, for comparison: lower case, no punctuation, without <i>and</i>, <i>a</i>
 * and <i>the</i>, letters of an acronym as one word, 〇 as 零, no spaces between Chinese characters.
 */
final class Reading {
  private static final Pattern MARKS = Pattern.compile("[^\\p{L}\\p{N}'<>]+");
  private static final Pattern FILLERS = Pattern.compile(" (?:and|a|the)(?= )");
  private static final Pattern LETTERS = Pattern.compile("(?<= [a-z]) (?=[a-z] )");
  private static final Pattern AROUND_HAN = Pattern.compile("(?<=\\p{IsHan}) +| +(?=\\p{IsHan})");
  private static final Pattern BLANKS = Pattern.compile(" +");

  private Reading() {}

  /** The plain form. */
  static String plain(String reading) {
    String s = " " + reading.toLowerCase(Locale.ROOT).replace('〇', '零') + " ";
    s = MARKS.matcher(s).replaceAll(" ").replace("' ", " ").replace(" '", " ");
    s = LETTERS.matcher(s.replace(" ay ", " a ")).replaceAll("");
    s = BLANKS.matcher(FILLERS.matcher(s).replaceAll(" ")).replaceAll(" ");
    return AROUND_HAN.matcher(s).replaceAll("").strip();
  }

  /** Names of the conventions under which two plain readings are equal; null when under none. */
  static @Nullable List<String> equal(String one, String other, List<Convention> conventions) {
    String left = one;
    String right = other;
    List<String> used = new ArrayList<>();
    for (Convention convention : conventions) {
      String newLeft = convention.apply(left);
      String newRight = convention.apply(right);
      if (!newLeft.equals(left) || !newRight.equals(right)) {
        used.add(convention.name());
      }
      left = newLeft;
      right = newRight;
    }
    return left.equals(right) ? used.stream().distinct().toList() : null;
  }
}

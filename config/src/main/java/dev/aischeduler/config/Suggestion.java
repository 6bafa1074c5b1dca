package dev.aischeduler.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds the known name that is nearest to a mistyped one, ignoring case. */
public final class Suggestion {
  /** Longer words are not compared, since that takes quadratic time. */
  private static final int LONGEST = 64;

  private Suggestion() {}

  /**
   * The known name nearest to the unknown one; empty when none is near (a third of the letters).
   */
  public static Optional<String> closest(String unknown, Collection<String> known) {
    if (unknown.length() > LONGEST) {
      return Optional.empty();
    }
    String word = unknown.toLowerCase(Locale.ROOT);
    int limit = Math.max(1, word.length() / 3);
    return known.stream()
        .filter(name -> distance(word, name.toLowerCase(Locale.ROOT)) <= limit)
        .min(Comparator.comparingInt(name -> distance(word, name.toLowerCase(Locale.ROOT))));
  }

  /** {@code ; did you mean "port"?}, to follow an error message; empty when no name is near. */
  public static String phrase(String unknown, Collection<String> known) {
    return closest(unknown, known).map(name -> "; did you mean \"" + name + "\"?").orElse("");
  }

  /**
   * Edits (insert, delete, replace, swap of adjacent letters) between two words: optimal alignment.
   */
  private static int distance(String a, String b) {
    int[][] d = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      d[i][0] = i;
    }
    for (int j = 0; j <= b.length(); j++) {
      d[0][j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      for (int j = 1; j <= b.length(); j++) {
        int replaced = d[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        d[i][j] = Math.min(replaced, 1 + Math.min(d[i - 1][j], d[i][j - 1]));
        if (i > 1
            && j > 1
            && a.charAt(i - 1) == b.charAt(j - 2)
            && a.charAt(i - 2) == b.charAt(j - 1)) {
          d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
        }
      }
    }
    return d[a.length()][b.length()];
  }
}

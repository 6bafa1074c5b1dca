package dev.aischeduler.web.terminal;

import java.util.Locale;

/**
 * How far one thing is.
 *
 * @param label what it is
 * @param fraction 0..1
 * @param note what happens now
 */
public record ProgressBar(String label, double fraction, String note) {
  private static final int SHORTEST = 8;
  private static final int LONGEST = 28;
  private static final int LABEL = 9;

  /**
   * The bar as text, for example {@code image [#####-----] 50 % step 10/20}.
   *
   * @param columns of the terminal; a quarter of them is the bar
   */
  public String text(int columns) {
    int width = Math.min(LONGEST, Math.max(SHORTEST, columns / 4));
    double known = Math.min(1, Math.max(0, fraction));
    int full = (int) (known * width);
    return String.format(
        Locale.ROOT,
        "%-" + LABEL + "s [%s%s] %3d %% %s",
        label,
        "#".repeat(full),
        "-".repeat(width - full),
        (int) (known * 100),
        // control characters would let stored text steer the terminal
        note.replaceAll("\\p{Cntrl}", " "));
  }
}

package dev.aischeduler.web.client;

import java.io.PrintWriter;
import java.util.Locale;

/**
 * Shows the progress of one thing: a bar that redraws itself on a terminal, a line per change
 * elsewhere. Not thread-safe.
 */
public final class ProgressLine {
  private static final int WIDTH = 28;
  private static final int LINE = 78;

  private final PrintWriter out;
  private final boolean live;
  private String shown = "";

  /**
   * A line.
   *
   * @param live true redraws the same line
   */
  public ProgressLine(PrintWriter out, boolean live) {
    this.out = out;
    this.live = live;
  }

  /**
   * Shows a state.
   *
   * @param label what it is
   * @param fraction 0..1
   * @param note what happens now
   */
  public void show(String label, double fraction, String note) {
    String text = live ? bar(label, fraction, note) : label + ": " + note;
    if (text.equals(shown)) {
      return;
    }
    shown = text;
    if (live) {
      out.print("\r" + text);
    } else {
      out.println(text);
    }
    out.flush();
  }

  /** Ends the line, so that other output can follow. */
  public void end() {
    if (live && !shown.isEmpty()) {
      out.println();
      out.flush();
    }
    shown = "";
  }

  /** One line with a bar. */
  public static String bar(String label, double fraction, String note) {
    double known = Math.min(1, Math.max(0, fraction));
    int full = (int) Math.round(known * WIDTH);
    String line =
        String.format(
            Locale.ROOT,
            "%-9s [%s%s] %3d%% %s",
            label,
            "#".repeat(full),
            "-".repeat(WIDTH - full),
            Math.round(known * 100),
            note);
    String cut = line.length() > LINE ? line.substring(0, LINE) : line;
    return cut + " ".repeat(Math.max(0, LINE - cut.length()));
  }
}

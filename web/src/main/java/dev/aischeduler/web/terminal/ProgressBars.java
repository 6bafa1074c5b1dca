package dev.aischeduler.web.terminal;

import java.io.PrintWriter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Shows how far things are: bars that are redrawn in place on a terminal, a line for each change
 * elsewhere. For one thread.
 */
public final class ProgressBars implements AutoCloseable {
  private final PrintWriter plain;
  private final @Nullable LiveLines live;
  private final Map<String, String> said = new HashMap<>();

  private ProgressBars(PrintWriter plain, @Nullable LiveLines live) {
    this.plain = plain;
    this.live = live;
  }

  /**
   * Bars on standard error when that is a terminal, else lines.
   *
   * @param plain where lines go
   */
  public static ProgressBars onErrors(PrintWriter plain) {
    return new ProgressBars(plain, LiveLines.onErrors().orElse(null));
  }

  /** Bars on a terminal. */
  public static ProgressBars on(LiveLines live) {
    return new ProgressBars(new PrintWriter(PrintWriter.nullWriter()), live);
  }

  /** Lines, also on a terminal. */
  public static ProgressBars lines(PrintWriter plain) {
    return new ProgressBars(plain, null);
  }

  /** True when bars are drawn, false when lines are printed. */
  public boolean drawn() {
    return live != null;
  }

  /** Shows a state; as lines, only what changed since the last time. */
  public void show(List<ProgressBar> bars) {
    if (live != null) {
      int columns = live.columns();
      live.show(bars.stream().map(bar -> bar.text(columns)).toList());
      return;
    }
    for (ProgressBar bar : bars) {
      if (!bar.note().equals(said.put(bar.label(), bar.note()))) {
        plain.println(bar.label() + ": " + bar.note());
      }
    }
    plain.flush();
  }

  /** Removes bars, so that other output can take their place; they come back when next shown. */
  public void clear() {
    if (live != null) {
      live.clear();
    }
  }

  /** Leaves the bars as they are; the next ones come below. */
  public void keep() {
    if (live != null) {
      live.keep();
    }
  }

  /** Prints a sentence that stays. */
  public void note(String sentence) {
    if (live != null) {
      live.print(sentence);
    } else {
      plain.println(sentence);
      plain.flush();
    }
  }

  /** Leaves the bars as they are, so that other output can follow. */
  @Override
  public void close() {
    if (live != null) {
      live.close();
    }
  }
}

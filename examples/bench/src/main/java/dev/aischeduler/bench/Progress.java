package dev.aischeduler.bench;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.function.Consumer;

/** Prints one line for each figure, with the seconds since the beginning. */
final class Progress implements Consumer<String> {
  private final PrintWriter out;
  private final long begin = System.nanoTime();

  Progress(PrintWriter out) {
    this.out = out;
  }

  @Override
  public void accept(String line) {
    out.printf(Locale.ROOT, "%5d s  %s%n", (System.nanoTime() - begin) / 1_000_000_000, line);
    out.flush();
  }
}

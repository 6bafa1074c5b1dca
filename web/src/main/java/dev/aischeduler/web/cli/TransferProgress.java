package dev.aischeduler.web.cli;

import dev.aischeduler.jobs.model.hub.transfer.TransferListener;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.function.LongSupplier;

/**
 * Shows a transfer: on a terminal a bar for each file with bytes, rate and time to go, redrawn ten
 * times a second; elsewhere a line for each tenth of a file. Not thread-safe.
 */
final class TransferProgress implements TransferListener {
  private static final long REDRAW_NS = 100_000_000;
  private static final double NS_PER_S = 1e9;
  private static final int LABEL = 20;
  private static final int BAR = 12;
  private static final int LINE = 79;

  private final PrintWriter out;
  private final boolean live;
  private final LongSupplier nanos;
  private String label = "";
  private long size;
  private long present;
  private long startedWith;
  private long startedAt;
  private long drawnAt;
  private long tenth;
  private boolean open;

  /**
   * A display.
   *
   * @param live true redraws one line, for terminals
   * @param nanos a clock such as {@link System#nanoTime}
   */
  TransferProgress(PrintWriter out, boolean live, LongSupplier nanos) {
    this.out = out;
    this.live = live;
    this.nanos = nanos;
  }

  @Override
  public void started(String file, long bytes, long already) {
    String name = file.substring(file.lastIndexOf('/') + 1);
    label = name.length() > LABEL ? "~" + name.substring(name.length() - LABEL + 1) : name;
    size = Math.max(1, bytes);
    present = already;
    startedWith = already;
    startedAt = nanos.getAsLong();
    tenth = already * 10 / size;
    if (live) {
      draw();
    } else {
      String rest = already > 0 ? ", going on after " + Bytes.text(already) : "";
      say(file + ": " + Bytes.text(bytes) + rest);
    }
  }

  @Override
  public void advanced(long bytes) {
    present += bytes;
    if (live && nanos.getAsLong() - drawnAt >= REDRAW_NS) {
      draw();
    }
    long now = present * 10 / size;
    if (!live && now > tenth && now < 10) {
      tenth = now;
      say(label + ": " + now * 10 + " %, " + figures());
    }
  }

  @Override
  public void finished(String file) {
    if (live) {
      present = size;
      draw();
      end();
    } else {
      say(file + ": complete and checked");
    }
  }

  @Override
  public void noted(String sentence) {
    end();
    say(sentence);
  }

  /** Ends a line that is half drawn. */
  void end() {
    if (open) {
      open = false;
      say("");
    }
  }

  private void say(String text) {
    out.println(text);
    out.flush();
  }

  private void draw() {
    drawnAt = nanos.getAsLong();
    open = true;
    int full = (int) (present * BAR / size);
    String line =
        String.format(
            Locale.ROOT,
            "%-" + LABEL + "s [%s%s] %3d%% %s",
            label,
            "#".repeat(full),
            "-".repeat(BAR - full),
            present * 100 / size,
            figures());
    out.print("\r" + line + " ".repeat(Math.max(0, LINE - line.length())));
    out.flush();
  }

  private String figures() {
    String amount = Bytes.text(present) + "/" + Bytes.text(size);
    double seconds = (nanos.getAsLong() - startedAt) / NS_PER_S;
    double rate = seconds > 0 ? (present - startedWith) / seconds : 0;
    if (rate < 1) {
      return amount;
    }
    long left = Math.round((size - present) / rate);
    return String.format(
        Locale.ROOT, "%s %s/s %d:%02d left", amount, Bytes.text((long) rate), left / 60, left % 60);
  }
}

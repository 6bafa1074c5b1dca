package dev.aischeduler.web.cli.models;

import dev.aischeduler.jobs.model.hub.transfer.TransferListener;
import dev.aischeduler.web.terminal.ProgressBar;
import dev.aischeduler.web.terminal.ProgressBars;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.function.LongSupplier;

/**
 * Shows a transfer: on a terminal a bar for each file with bytes, rate and time to go, redrawn ten
 * times a second; elsewhere a line for each tenth of a file. For one thread.
 */
final class TransferProgress implements TransferListener, AutoCloseable {
  private static final long REDRAW_NS = 100_000_000;
  private static final double NS_PER_S = 1e9;
  private static final int LABEL = 20;

  private final ProgressBars bars;
  private final LongSupplier nanos;
  private String label = "";
  private long size;
  private long present;
  private long startedWith;
  private long startedAt;
  private long drawnAt;
  private long tenth;

  /**
   * A display, which {@link #close} closes.
   *
   * @param nanos a clock such as {@link System#nanoTime}
   */
  TransferProgress(ProgressBars bars, LongSupplier nanos) {
    this.bars = bars;
    this.nanos = nanos;
  }

  /** A display on standard error. */
  static TransferProgress onErrors(PrintWriter err) {
    return new TransferProgress(ProgressBars.onErrors(err), System::nanoTime);
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
    if (bars.drawn()) {
      draw();
    } else {
      String rest = already > 0 ? ", continued after " + Bytes.text(already) : "";
      bars.note(file + ": " + Bytes.text(bytes) + rest);
    }
  }

  @Override
  public void advanced(long bytes) {
    present += bytes;
    if (bars.drawn() && nanos.getAsLong() - drawnAt >= REDRAW_NS) {
      draw();
    }
    long now = present * 10 / size;
    if (!bars.drawn() && now > tenth && now < 10) {
      tenth = now;
      bars.note(label + ": " + now * 10 + " %, " + figures());
    }
  }

  @Override
  public void finished(String file) {
    if (bars.drawn()) {
      present = size;
      draw();
      bars.keep();
    } else {
      bars.note(file + ": complete and checked");
    }
  }

  @Override
  public void noted(String sentence) {
    bars.keep();
    bars.note(sentence);
  }

  @Override
  public void close() {
    bars.close();
  }

  private void draw() {
    drawnAt = nanos.getAsLong();
    bars.show(List.of(new ProgressBar(label, (double) present / size, figures())));
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

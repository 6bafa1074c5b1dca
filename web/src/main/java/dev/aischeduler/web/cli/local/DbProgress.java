package dev.aischeduler.web.cli.local;

import dev.aischeduler.db.shell.TextTable;
import dev.aischeduler.db.transfer.Comparison;
import dev.aischeduler.db.transfer.TransferListener;
import dev.aischeduler.db.transfer.table.TableSum;
import dev.aischeduler.web.cli.options.Outputs;
import dev.aischeduler.web.terminal.ProgressBar;
import dev.aischeduler.web.terminal.ProgressBars;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Shows how far the rows of a database are: on a terminal a bar, elsewhere a line for each tenth of
 * a large table. For one thread.
 */
final class DbProgress implements TransferListener, AutoCloseable {
  private static final long LARGE = 20_000;
  private static final int DIGITS = 16;

  private final ProgressBars bars;
  private String shown = "";
  private long tenth;

  /** Progress on standard error. */
  DbProgress(PrintWriter err) {
    this.bars = ProgressBars.onErrors(err);
  }

  @Override
  public void advanced(Step step, String table, long rows, long total) {
    String what = step == Step.MOVE ? table : table + ", compared";
    String figures = String.format(Locale.ROOT, "%,d of %,d rows", rows, Math.max(rows, total));
    if (bars.drawn()) {
      bars.show(List.of(new ProgressBar(what, (double) rows / Math.max(1, total), figures)));
      return;
    }
    long now = 10 * rows / Math.max(1, total);
    if (total >= LARGE && (!what.equals(shown) || now > tenth)) {
      bars.note(what + ": " + figures);
      shown = what;
      tenth = now;
    }
  }

  @Override
  public void close() {
    bars.close();
  }

  /** Prints what each table holds on both sides; tables without rows only as a number. */
  static void print(Comparison result, PrintWriter out) {
    List<List<String>> lines = new ArrayList<>();
    int empty = 0;
    for (int i = 0; i < result.source().size(); i++) {
      TableSum source = result.source().get(i);
      TableSum target = result.target().get(i);
      if (source.rows() == 0 && source.equals(target)) {
        empty++;
      } else {
        lines.add(
            List.of(
                source.table(),
                Long.toString(source.rows()),
                Long.toString(target.rows()),
                source.checksum().substring(0, DIGITS),
                target.checksum().substring(0, DIGITS),
                source.equals(target) ? "equal" : "DIFFERENT"));
      }
    }
    Outputs.print(
        new TextTable(
            List.of(
                "table", "source rows", "target rows", "source checksum", "target checksum", ""),
            lines),
        out);
    out.println(empty + " tables have no rows on either side");
  }

  /** What is to be done about a difference. */
  static String remedy(Comparison result) {
    return "DIFFERENT: "
        + String.join(", ", result.different())
        + ". The target stays marked as unfinished, so that no server takes it. If the source was"
        + " changed meanwhile, begin again with a new database";
  }
}

package dev.aischeduler.web.cli.options;

import dev.aischeduler.db.shell.TextTable;
import dev.aischeduler.web.terminal.StandardStreams;
import java.io.PrintWriter;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;

/** Where and how a running command prints. */
public final class Outputs {
  private Outputs() {}

  /** Where a command prints results. */
  public static PrintWriter out(@Nullable CommandSpec spec) {
    return Objects.requireNonNull(spec, "picocli sets it").commandLine().getOut();
  }

  /** Where a command prints progress and errors. */
  public static PrintWriter err(@Nullable CommandSpec spec) {
    return Objects.requireNonNull(spec, "picocli sets it").commandLine().getErr();
  }

  /** Prints a table; on a terminal its lines are cut to the width of that. */
  public static void print(TextTable table, PrintWriter out) {
    int columns = StandardStreams.outputColumns();
    table.lines().forEach(line -> out.println(TextTable.cut(line, columns)));
    out.flush();
  }
}

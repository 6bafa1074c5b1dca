package dev.aischeduler.web.cli;

import java.io.PrintWriter;

/** The command line for tests of other packages. */
public final class TestCommands {
  private TestCommands() {}

  /** Runs a command and returns its exit code. */
  public static int run(PrintWriter out, PrintWriter err, String... args) {
    return AiScheduler.run(out, err, args);
  }
}

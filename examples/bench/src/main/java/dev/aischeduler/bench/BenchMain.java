package dev.aischeduler.bench;

import dev.aischeduler.web.Main;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/**
 * The command line {@code ai_scheduler bench}: a program of its own, so that the other engines stay
 * off the product's class path.
 */
@Command(name = "ai_scheduler", subcommands = BenchCommand.class)
public final class BenchMain {
  private BenchMain() {}

  /** Runs the command line and exits with its code. */
  public static void main(String[] args) {
    Main.setNeutralDefaults();
    PeerLogs.quieten();
    CommandLine command =
        new CommandLine(new BenchMain())
            .setCaseInsensitiveEnumValuesAllowed(true)
            .setOut(new PrintWriter(System.out, true, StandardCharsets.UTF_8))
            .setErr(new PrintWriter(System.err, true, StandardCharsets.UTF_8));
    // threads of a peer that are still about must not keep the process
    System.exit(command.execute(args));
  }
}

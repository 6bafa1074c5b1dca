package dev.aischeduler.web.cli;

import dev.aischeduler.config.Settings;
import dev.aischeduler.db.Database;
import dev.aischeduler.db.shell.DatabaseShell;
import dev.aischeduler.db.shell.Format;
import dev.aischeduler.web.Home;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs SQL on the database, also while the server runs. */
@Command(
    name = "shell",
    description = "Run SQL on the database, also while the server runs; read-only unless --write.")
final class DbShellCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;
  @Mixin private SettingOptions options = new SettingOptions();

  @Option(
      names = {"-e", "--execute"},
      paramLabel = "SQL",
      description = "Run this and end; without it statements are read from standard input.")
  private @Nullable String sql;

  @Option(names = "--write", description = "Let statements change the database.")
  private boolean write;

  @Option(
      names = "--format",
      defaultValue = "TABLE",
      description = "How to print: ${COMPLETION-CANDIDATES} (default: TABLE).")
  private Format format = Format.TABLE;

  @Option(names = "--max-rows", paramLabel = "N", defaultValue = "1000", description = "At most N.")
  private int maxRows = 1000;

  @Override
  public Integer call() {
    if (maxRows < 1) {
      throw new BadValueException("--max-rows must be at least 1");
    }
    Settings settings = options.load().settings();
    PrintWriter out = Specs.out(spec);
    try (Database database = Database.attach(settings.database(), Home.ofProcess().work())) {
      DatabaseShell shell = new DatabaseShell(database, write, maxRows);
      if (sql != null) {
        shell.run(sql, out, format);
      } else {
        shell.interact(new InputStreamReader(System.in, StandardCharsets.UTF_8), out, format);
      }
    }
    out.flush();
    return ExitCodes.OK;
  }
}

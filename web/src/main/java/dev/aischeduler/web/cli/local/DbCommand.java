package dev.aischeduler.web.cli.local;

import dev.aischeduler.config.Settings;
import dev.aischeduler.db.Database;
import dev.aischeduler.db.shell.DatabaseShell;
import dev.aischeduler.db.shell.Format;
import dev.aischeduler.web.Home;
import dev.aischeduler.web.cli.exit.BadValueException;
import dev.aischeduler.web.cli.exit.ExitCodes;
import dev.aischeduler.web.cli.options.Outputs;
import dev.aischeduler.web.cli.options.SettingOptions;
import dev.aischeduler.web.terminal.EditedLines;
import dev.aischeduler.web.terminal.StandardStreams;
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

/** Groups the commands about the database. */
@Command(
    name = "db",
    description = "Query, copy, back up and restore the database.",
    subcommands = {
      DbCommand.Shell.class,
      DbCopyCommand.class,
      DbBackupCommand.class,
      DbRestoreCommand.class
    })
public final class DbCommand {

  /** Runs SQL on the database, also while the server runs. */
  @Command(
      name = "shell",
      description =
          "Run SQL on the database, also while the server runs; read-only unless --write."
              + " Statements that do not come from a terminal are a script, which ends at the"
              + " first failure.")
  static final class Shell implements Callable<Integer> {
    @Spec private @Nullable CommandSpec spec;
    @Mixin private SettingOptions options = new SettingOptions();

    @Option(
        names = {"-e", "--execute"},
        paramLabel = "SQL",
        description = "Run this and exit (default: read statements from standard input).")
    private @Nullable String sql;

    @Option(names = "--write", description = "Let statements change the database.")
    private boolean write;

    @Option(
        names = "--format",
        paramLabel = "FORMAT",
        defaultValue = "TABLE",
        description = "Output format: ${COMPLETION-CANDIDATES} (default: TABLE).")
    private Format format = Format.TABLE;

    @Option(
        names = "--max-rows",
        paramLabel = "N",
        defaultValue = "1000",
        description = "Most rows of a result (default: 1000).")
    private int maxRows = 1000;

    @Override
    public Integer call() {
      if (maxRows < 1) {
        throw new BadValueException("--max-rows must be at least 1");
      }
      Settings settings = options.load().settings();
      PrintWriter out = Outputs.out(spec);
      try (Database database = Database.attach(settings.database(), Home.ofProcess().work())) {
        DatabaseShell shell = new DatabaseShell(database, write, maxRows);
        if (sql != null) {
          shell.run(sql, out, format);
        } else if (StandardStreams.inputIsTerminal() && StandardStreams.outputIsTerminal()) {
          try (EditedLines lines = EditedLines.ofTerminal()) {
            shell.interact(lines::read, out, format);
          }
        } else {
          shell.script(new InputStreamReader(System.in, StandardCharsets.UTF_8), out, format);
        }
      }
      out.flush();
      return ExitCodes.OK;
    }
  }
}

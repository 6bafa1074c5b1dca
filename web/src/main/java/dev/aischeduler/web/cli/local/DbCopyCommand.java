package dev.aischeduler.web.cli.local;

import dev.aischeduler.config.Settings;
import dev.aischeduler.db.Database;
import dev.aischeduler.db.failure.DatabaseException;
import dev.aischeduler.db.transfer.Comparison;
import dev.aischeduler.db.transfer.DatabaseCopy;
import dev.aischeduler.db.transfer.DatabaseRows;
import dev.aischeduler.db.transfer.LiveNodes;
import dev.aischeduler.web.Home;
import dev.aischeduler.web.cli.exit.ExitCodes;
import dev.aischeduler.web.cli.options.Outputs;
import dev.aischeduler.web.cli.options.SettingOptions;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Moves a stopped installation to another database. */
@Command(
    name = "copy",
    description = {
      "Copy the database of a stopped server into an empty one, such as H2 to PostgreSQL.",
      "Both sides are read again and compared by table. A copy that was interrupted goes on when the"
          + " same command runs again; until it is complete, no server starts on the target.",
      "The source stays as it is. Exit code 1: the sides differ."
    })
final class DbCopyCommand implements Callable<Integer> {
  private static final int CONNECTIONS = 2;

  @Spec private @Nullable CommandSpec spec;
  @Mixin private SettingOptions options = new SettingOptions();

  @Option(
      names = "--to",
      paramLabel = "URL",
      required = true,
      description =
          "JDBC URL of the target, such as jdbc:postgresql://db.example/scheduler. An H2 file is"
              + " made; a PostgreSQL database must be there.")
  private String to = "";

  @Option(
      names = "--user",
      paramLabel = "NAME",
      defaultValue = "${env:SCHEDULER_TARGET_USERNAME:-}",
      description = "User of the target (default: $SCHEDULER_TARGET_USERNAME).")
  private String user = "";

  @Option(
      names = "--password",
      paramLabel = "PASSWORD",
      defaultValue = "${env:SCHEDULER_TARGET_PASSWORD:-}",
      description =
          "Password of the target (default: $SCHEDULER_TARGET_PASSWORD, which other users cannot"
              + " see).")
  private String password = "";

  @Override
  public Integer call() throws Exception {
    Settings settings = options.load().settings();
    Path work = Home.ofProcess().work();
    if (!Database.exists(settings.database(), work)) {
      throw new DatabaseException(
          "There is no database " + settings.database().url() + " to copy; check database.url");
    }
    Settings.Database target = new Settings.Database(to, user, password, CONNECTIONS);
    PrintWriter out = Outputs.out(spec);
    Comparison result;
    try (Database source = Database.own(settings.database(), work);
        DbProgress progress = new DbProgress(Outputs.err(spec))) {
      LiveNodes.refuse(source);
      try (DatabaseRows rows = new DatabaseRows(source);
          Database into = Database.own(target, work)) {
        result = new DatabaseCopy(into, progress).run(rows);
      }
    }
    DbProgress.print(result, out);
    if (!result.equal()) {
      out.println(DbProgress.remedy(result));
      out.flush();
      return ExitCodes.JOB_FAILED;
    }
    out.println(
        "Complete: " + result.rows() + " rows, counts and checksums are equal on both sides");
    if (settings.artifacts().store().equals("file")) {
      out.println(
          "Results are files in "
              + work.resolve(settings.artifacts().path())
              + " and stay there; several nodes need artifacts.store database");
    }
    out.println("Now set database.url, database.username and database.password, and start");
    out.flush();
    return ExitCodes.OK;
  }
}

package dev.aischeduler.web.cli.local;

import dev.aischeduler.config.Settings;
import dev.aischeduler.db.Database;
import dev.aischeduler.db.artifact.FileContentStore;
import dev.aischeduler.db.failure.DatabaseException;
import dev.aischeduler.db.transfer.BackupManifest;
import dev.aischeduler.db.transfer.BackupRows;
import dev.aischeduler.db.transfer.Comparison;
import dev.aischeduler.db.transfer.DatabaseCopy;
import dev.aischeduler.web.Home;
import dev.aischeduler.web.cli.exit.ExitCodes;
import dev.aischeduler.web.cli.options.Outputs;
import dev.aischeduler.web.cli.options.SettingOptions;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Fills an empty database from a backup. */
@Command(
    name = "restore",
    description = {
      "Fill the database of the configuration from a file of db backup; it must be empty.",
      "What was written is read again and compared with the backup. A restore that was interrupted"
          + " goes on when the same command runs again; until it is complete, no server starts.",
      "Exit code 1: the database differs from the backup."
    })
final class DbRestoreCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;
  @Mixin private SettingOptions options = new SettingOptions();

  @Parameters(paramLabel = "FILE", description = "A file that db backup wrote.")
  private Path file = Path.of("");

  @Override
  public Integer call() {
    Settings settings = options.load().settings();
    Path work = Home.ofProcess().work();
    PrintWriter out = Outputs.out(spec);
    Comparison result;
    BackupManifest manifest;
    try (BackupRows rows = new BackupRows(work.resolve(file));
        DbProgress progress = new DbProgress(Outputs.err(spec))) {
      manifest = rows.manifest();
      try (Database target = Database.own(settings.database(), work)) {
        DatabaseCopy copy = new DatabaseCopy(target, progress);
        copy.check(rows);
        storeArtifacts(rows, settings, work, out);
        result = copy.run(rows);
      }
    }
    DbProgress.print(result, out);
    if (!result.equal()) {
      out.println(DbProgress.remedy(result));
      out.flush();
      return ExitCodes.JOB_FAILED;
    }
    out.println(
        "Complete: "
            + result.rows()
            + " rows of "
            + manifest.createdAt()
            + ", counts and checksums are those of the backup");
    if (manifest.artifactFiles() == 0 && settings.artifacts().store().equals("file")) {
      out.println(
          "If results were files, bring their copy to "
              + work.resolve(settings.artifacts().path())
              + " before the server starts");
    }
    out.flush();
    return ExitCodes.OK;
  }

  /** Before the rows that refer to them, so that a restore that is killed here can go on. */
  private static void storeArtifacts(
      BackupRows rows, Settings settings, Path work, PrintWriter out) {
    if (rows.manifest().artifactFiles() == 0) {
      return;
    }
    if (!settings.artifacts().store().equals("file")) {
      throw new DatabaseException(
          "The backup has files of results, but artifacts.store is "
              + settings.artifacts().store()
              + "; set it to file for the restore");
    }
    Path folder = work.resolve(settings.artifacts().path());
    List<String> damaged = rows.storeArtifacts(new FileContentStore(folder, Clock.systemUTC()));
    out.println(
        rows.manifest().artifactFiles() - damaged.size() + " files of results are in " + folder);
    damaged.forEach(sha256 -> out.println("Damaged in the backup: " + sha256));
  }
}

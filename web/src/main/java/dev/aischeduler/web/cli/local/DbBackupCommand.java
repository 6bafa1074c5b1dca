package dev.aischeduler.web.cli.local;

import dev.aischeduler.config.Settings;
import dev.aischeduler.db.Database;
import dev.aischeduler.db.artifact.FileContentStore;
import dev.aischeduler.db.transfer.BackupManifest;
import dev.aischeduler.db.transfer.DatabaseBackup;
import dev.aischeduler.db.transfer.DatabaseRows;
import dev.aischeduler.web.Home;
import dev.aischeduler.web.Version;
import dev.aischeduler.web.cli.exit.ExitCodes;
import dev.aischeduler.web.cli.options.Outputs;
import dev.aischeduler.web.cli.options.SettingOptions;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Backs the database up, also while servers run. */
@Command(
    name = "backup",
    description = {
      "Write the whole database, as it is at one moment, into a file; servers go on meanwhile.",
      "db restore fills either kind of database from it. The file has prompts, results, digests of"
          + " keys and the secret of links: keep it as you keep the database."
    })
final class DbBackupCommand implements Callable<Integer> {
  private static final int SHOWN = 3;

  @Spec private @Nullable CommandSpec spec;
  @Mixin private SettingOptions options = new SettingOptions();

  @Parameters(
      paramLabel = "FILE",
      description = "A new file, usually *.zip; only its owner may read it.")
  private Path file = Path.of("");

  @Option(
      names = "--artifacts",
      description = "Put the files of results into it as well (artifacts.store file).")
  private boolean artifacts;

  @Override
  public Integer call() throws Exception {
    Settings settings = options.load().settings();
    Path work = Home.ofProcess().work();
    boolean files = settings.artifacts().store().equals("file");
    Path folder = work.resolve(settings.artifacts().path());
    Clock clock = Clock.systemUTC();
    PrintWriter out = Outputs.out(spec);
    try (Database database = Database.attach(settings.database(), work);
        DatabaseRows rows = new DatabaseRows(database);
        DbProgress progress = new DbProgress(Outputs.err(spec))) {
      DatabaseBackup backup = new DatabaseBackup(rows, progress);
      BackupManifest made =
          backup.write(
              work.resolve(file),
              Version.current(),
              clock.instant(),
              files && artifacts ? new FileContentStore(folder, clock) : null);
      out.println(
          file
              + ": "
              + made.rows()
              + " rows of "
              + made.tables().size()
              + " tables, schema of migration "
              + made.schemaVersion());
      if (!files) {
        out.println("Results are in the database, and so in the backup");
      } else if (artifacts) {
        out.println(made.artifactFiles() + " files of results are in it");
        if (!backup.unreadable().isEmpty()) {
          out.println(
              backup.unreadable().size()
                  + " files of results are missing or damaged in "
                  + folder
                  + ", among them "
                  + String.join(", ", backup.unreadable().stream().limit(SHOWN).toList()));
        }
      } else {
        out.println("Results are files and not in it: copy " + folder + " now, or use --artifacts");
      }
    }
    out.flush();
    return ExitCodes.OK;
  }
}

package dev.aischeduler.db.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aischeduler.config.Settings;
import dev.aischeduler.db.Database;
import dev.aischeduler.db.Dialect;
import dev.aischeduler.db.TestDatabases;
import dev.aischeduler.db.artifact.FileContentStore;
import dev.aischeduler.db.failure.DatabaseException;
import dev.aischeduler.db.h2.JobTraffic;
import dev.aischeduler.db.transfer.table.TableSum;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A backup is of one moment, and any database can be filled from it. */
class DatabaseBackupTest {
  private static final TransferListener QUIET = (step, table, rows, total) -> {};
  private static final Instant NOW = Instant.parse("2026-11-30T10:00:00Z");

  @TempDir Path folder;

  private Settings.Database settings(Dialect dialect) {
    return dialect == Dialect.H2
        ? TestDatabases.h2File(folder)
        : TestDatabases.settings(Dialect.POSTGRESQL);
  }

  private Settings.Database newFile(String name) {
    return TestDatabases.h2File(folder.resolve(name));
  }

  private BackupManifest backup(Settings.Database of, Path file, TransferListener listener) {
    try (Database attached = Database.attach(of, folder);
        DatabaseRows rows = new DatabaseRows(attached)) {
      return new DatabaseBackup(rows, listener).write(file, "1.0", NOW, null);
    }
  }

  private Comparison restore(Path file, Settings.Database to, TransferListener listener) {
    try (BackupRows rows = new BackupRows(file);
        Database target = Database.own(to, folder)) {
      return new DatabaseCopy(target, listener).run(rows);
    }
  }

  /** Jobs run between any two pages that the backup reads, and results are deleted under it. */
  @ParameterizedTest
  @EnumSource
  void a_backup_of_a_busy_database_has_every_job_with_its_whole_history(Dialect dialect)
      throws Exception {
    Path file = folder.resolve("backup.zip");
    Settings.Database busy = settings(dialect);
    long before;
    try (Database database = Database.open(busy, folder);
        Connection connection = database.dataSource().getConnection()) {
      connection.setAutoCommit(false);
      SampleRows.fill(database, 50, 2000);
      JobTraffic traffic = new JobTraffic(database.dataSource());
      run(traffic, connection, 200);
      before = count(database, "job");
      BackupManifest manifest =
          backup(
              busy,
              file,
              (step, table, rows, total) -> {
                run(traffic, connection, 5);
                database.jdbi().useHandle(h -> h.execute("DELETE FROM artifact_content"));
              });
      assertThat(count(database, "job")).isGreaterThan(before);
      assertThat(count(database, "artifact_content")).isZero();
      assertThat(sum(manifest, "artifact_content").rows()).isEqualTo(50);
      assertThat(sum(manifest, "job").rows()).isEqualTo(before);
    }
    Settings.Database to =
        dialect == Dialect.H2 ? TestDatabases.empty(Dialect.POSTGRESQL) : newFile("target");
    Comparison result = restore(file, to, QUIET);
    assertThat(result.different()).isEmpty();
    try (Database restored = Database.open(to, folder)) {
      assertThat(count(restored, "job")).isEqualTo(before);
      assertThat(
              count(
                  restored,
                  """
                  job j WHERE node = 'node-1' AND status = 'succeeded'
                    AND (SELECT COUNT(*) FROM job_event e WHERE e.job_id = j.id) <> 3"""))
          .isZero();
      assertThat(
              count(
                  restored,
                  "job_event e WHERE NOT EXISTS (SELECT 1 FROM job j WHERE j.id = e.job_id)"))
          .isZero();
      try (Connection connection = restored.dataSource().getConnection()) {
        connection.setAutoCommit(false);
        // numbers of history go on behind those of the backup
        new JobTraffic(restored.dataSource(), new AtomicLong(1_000_000)).runOne(connection);
      }
    }
  }

  private static void run(JobTraffic traffic, Connection connection, int jobs) {
    try {
      for (int i = 0; i < jobs; i++) {
        traffic.runOne(connection);
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static TableSum sum(BackupManifest manifest, String table) {
    return manifest.tables().stream()
        .filter(s -> s.table().equals(table))
        .findFirst()
        .orElseThrow();
  }

  private static long count(Database database, String from) {
    return database
        .jdbi()
        .withHandle(h -> h.createQuery("SELECT COUNT(*) FROM " + from).mapTo(Long.class).one());
  }

  @Test
  void a_restore_that_was_stopped_goes_on_and_a_second_one_is_refused() throws Exception {
    Path file = folder.resolve("backup.zip");
    try (Database database = Database.open(settings(Dialect.H2), folder)) {
      SampleRows.fill(database, 100, 200);
    }
    BackupManifest manifest = backup(TestDatabases.h2File(folder), file, QUIET);
    Settings.Database to = newFile("target");
    int[] left = {40};
    assertThatThrownBy(
            () ->
                restore(
                    file,
                    to,
                    (step, table, rows, total) -> {
                      if (--left[0] == 0) {
                        throw new IllegalStateException("stopped");
                      }
                    }))
        .hasMessage("stopped");
    assertThatThrownBy(() -> Database.open(to, folder))
        .isInstanceOf(DatabaseException.class)
        .hasMessageContaining("unfinished copy of backup " + manifest.id());
    Comparison result = restore(file, to, QUIET);
    assertThat(result.different()).isEmpty();
    assertThat(result.target()).isEqualTo(manifest.tables());
    assertThatThrownBy(() -> restore(file, to, QUIET))
        .isInstanceOf(DatabaseException.class)
        .hasMessageContaining("is not empty: table")
        .hasMessageNotContainingAny("DROP", "DELETE", "rm ");
  }

  @Test
  void its_file_is_its_owner_s_complete_or_absent_and_replaces_no_other() throws Exception {
    Path file = folder.resolve("backup.zip");
    Database.open(settings(Dialect.H2), folder).close();
    assertThatThrownBy(
            () ->
                backup(
                    TestDatabases.h2File(folder),
                    file,
                    (step, table, rows, total) -> {
                      throw new IllegalStateException("stopped");
                    }))
        .hasMessage("stopped");
    assertThat(folder).isDirectoryNotContaining("glob:**{.zip,.part}");
    backup(TestDatabases.h2File(folder), file, QUIET);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThatThrownBy(() -> backup(TestDatabases.h2File(folder), file, QUIET))
        .isInstanceOf(DatabaseException.class)
        .hasMessageContaining("exists already");
  }

  @Test
  void a_file_that_is_no_backup_or_was_changed_is_refused_or_found_to_differ() throws Exception {
    Path file = folder.resolve("backup.zip");
    try (Database database = Database.open(settings(Dialect.H2), folder)) {
      SampleRows.fill(database, 10, 200);
    }
    backup(TestDatabases.h2File(folder), file, QUIET);
    Path cut = folder.resolve("cut.zip");
    Files.write(cut, Arrays.copyOf(Files.readAllBytes(file), 20_000));
    assertThatThrownBy(() -> new BackupRows(cut))
        .isInstanceOf(DatabaseException.class)
        .hasMessageContaining("is no complete backup");
    assertThatThrownBy(() -> new BackupRows(folder.resolve("missing.zip")))
        .isInstanceOf(DatabaseException.class)
        .hasMessageContaining("There is no file");

    change(file, "tables/api_key.jsonl", "\"é3\"", "\"é333\"");
    Settings.Database to = newFile("target");
    assertThat(restore(file, to, QUIET).different()).containsExactly("api_key");
    assertThatThrownBy(() -> Database.open(to, folder)).hasMessageContaining("unfinished copy");

    change(file, "tables/audit.jsonl", "]", "");
    assertThatThrownBy(() -> restore(file, newFile("another"), QUIET))
        .isInstanceOf(DatabaseException.class)
        .hasMessageContaining("audit");
  }

  private static void change(Path zip, String entry, String what, String to) throws Exception {
    try (FileSystem files = FileSystems.newFileSystem(zip)) {
      Path path = files.getPath(entry);
      String text = Files.readString(path);
      assertThat(text).contains(what);
      Files.writeString(path, text.replace(what, to));
    }
  }

  @Test
  void contents_of_artifacts_in_files_are_taken_along_when_wanted() throws Exception {
    Path file = folder.resolve("backup.zip");
    FileContentStore store = new FileContentStore(folder.resolve("artifacts"), Clock.systemUTC());
    String kept = store.put("kept".getBytes(StandardCharsets.UTF_8)).sha256();
    String gone = "0".repeat(64);
    Settings.Database from = settings(Dialect.H2);
    try (Database database = Database.open(from, folder)) {
      for (String sha256 : List.of(kept, gone)) {
        for (int i = 0; i < 2; i++) {
          int number = i;
          database
              .jdbi()
              .useHandle(
                  h ->
                      h.execute(
                          """
                          INSERT INTO artifact
                            (job_id, name, media_type, size_bytes, sha256, created_at)
                          VALUES (?, ?, 'text/plain', 4, ?, CURRENT_TIMESTAMP)""",
                          SampleRows.id(number),
                          sha256.substring(0, 8),
                          sha256));
        }
      }
    }
    try (Database attached = Database.attach(from, folder);
        DatabaseRows rows = new DatabaseRows(attached)) {
      DatabaseBackup backup = new DatabaseBackup(rows, QUIET);
      assertThat(backup.write(file, "1.0", NOW, store).artifactFiles()).isEqualTo(1);
      assertThat(backup.unreadable()).containsExactly(gone);
    }
    FileContentStore restored = new FileContentStore(folder.resolve("new"), Clock.systemUTC());
    try (BackupRows rows = new BackupRows(file)) {
      assertThat(rows.storeArtifacts(restored)).isEmpty();
    }
    assertThat(restored.open(kept)).hasContent("kept");
    change(file, "artifacts/" + kept, "kept", "lost");
    try (BackupRows rows = new BackupRows(file)) {
      assertThat(rows.storeArtifacts(restored)).containsExactly(kept);
    }
  }
}

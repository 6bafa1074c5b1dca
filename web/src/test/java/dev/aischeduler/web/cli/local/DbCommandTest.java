package dev.aischeduler.web.cli.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aischeduler.config.Settings;
import dev.aischeduler.db.Database;
import dev.aischeduler.db.Dialect;
import dev.aischeduler.db.TestDatabases;
import dev.aischeduler.db.artifact.FileContentStore;
import dev.aischeduler.web.cli.TestCommands;
import dev.aischeduler.web.cli.exit.ExitCodes;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands that copy, back up and restore a database. */
final class DbCommandTest {
  private static final String FILE = "artifacts.store=file";

  @TempDir Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private String sha256 = "";

  @BeforeEach
  void an_installation_with_a_result() {
    sha256 =
        new FileContentStore(folder.resolve("artifacts"), Clock.systemUTC())
            .put("a result".getBytes(StandardCharsets.UTF_8))
            .sha256();
    try (Database database = Database.open(TestDatabases.h2File(folder), folder)) {
      database
          .jdbi()
          .useHandle(
              h ->
                  h.execute(
                      """
                      INSERT INTO artifact (job_id, name, media_type, size_bytes, sha256, created_at)
                      VALUES (?, 'a.txt', 'text/plain', 8, ?, CURRENT_TIMESTAMP)""",
                      new UUID(0, 1),
                      sha256));
    }
  }

  /** On a database with results in a folder. */
  private int run(String database, String artifacts, String... args) {
    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
    List<String> all = new ArrayList<>(List.of(args));
    all.addAll(List.of("--set", "database.url=" + database, "--set", FILE));
    all.addAll(List.of("--set", "artifacts.path=" + folder.resolve(artifacts)));
    all.addAll(List.of("--set", "database.username=sa"));
    return TestCommands.run(new PrintWriter(out), new PrintWriter(err), all.toArray(new String[0]));
  }

  private String file(String name) {
    return TestDatabases.h2File(folder.resolve(name)).url();
  }

  @Test
  void copy_moves_an_installation_and_says_what_else_is_to_be_done() {
    String from = TestDatabases.h2File(folder).url();
    Settings.Database to = TestDatabases.empty(Dialect.POSTGRESQL);
    String[] copy = {"db", "copy", "--to", to.url(), "--user", to.username()};
    assertThat(run(from, "artifacts", copy)).as(err.toString()).isZero();
    assertThat(out.toString())
        .containsPattern("artifact +1 +1 +[0-9a-f]{16} +[0-9a-f]{16} +equal")
        .contains("Complete: ", "equal on both sides", folder.resolve("artifacts").toString());
    assertThat(run(from, "artifacts", copy)).isEqualTo(ExitCodes.CANNOT_START);
    assertThat(err.toString()).contains("is not empty: table artifact has 1 row");
    assertThat(run(file("missing"), "artifacts", copy)).isEqualTo(ExitCodes.CANNOT_START);
    assertThat(err.toString()).contains("no database", "database.url");
  }

  @Test
  void a_backup_of_a_running_server_is_restored_with_the_files_of_results() throws Exception {
    String backup = folder.resolve("backup.zip").toString();
    Settings.Database from = TestDatabases.h2File(folder);
    try (Database server = Database.open(from, folder)) {
      assertThat(server.dialect()).isEqualTo(Dialect.H2);
      assertThat(run(from.url(), "artifacts", "db", "backup", backup, "--artifacts"))
          .as(err.toString())
          .isZero();
      assertThat(out.toString()).contains("1 files of results are in it");
    }
    assertThat(run(file("new"), "results", "db", "restore", backup)).as(err.toString()).isZero();
    assertThat(out.toString()).contains("Complete: ", "those of the backup");
    FileContentStore results = new FileContentStore(folder.resolve("results"), Clock.systemUTC());
    assertThat(results.open(sha256)).hasContent("a result");
    assertThat(run(file("new"), "results", "db", "restore", backup))
        .isEqualTo(ExitCodes.CANNOT_START);
    assertThat(err.toString()).contains("is not empty");

    try (FileSystem files = FileSystems.newFileSystem(Path.of(backup))) {
      Path lanes = files.getPath("tables/lane.jsonl");
      Files.writeString(lanes, Files.readString(lanes).replace("\"false\"", "\"true\""));
    }
    assertThat(run(file("newer"), "results", "db", "restore", backup))
        .isEqualTo(ExitCodes.JOB_FAILED);
    assertThat(out.toString()).contains("DIFFERENT: lane. The target stays marked");
    assertThat(run(file("newer"), "results", "db", "restore", folder.resolve("x").toString()))
        .isEqualTo(ExitCodes.CANNOT_START);
    assertThat(err.toString()).contains("There is no file");
  }

  @Test
  void a_backup_without_files_of_results_says_where_they_are() {
    String backup = folder.resolve("backup.zip").toString();
    String from = TestDatabases.h2File(folder).url();
    assertThat(run(from, "artifacts", "db", "backup", backup)).as(err.toString()).isZero();
    assertThat(out.toString()).contains("copy " + folder.resolve("artifacts") + " now");
    assertThat(run(from, "artifacts", "db", "backup", backup)).isEqualTo(ExitCodes.CANNOT_START);
    assertThat(err.toString()).contains("exists already");
  }
}

package dev.aischeduler.db.artifact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aischeduler.config.Settings;
import dev.aischeduler.db.Database;
import dev.aischeduler.db.Dialect;
import dev.aischeduler.db.TestDatabases;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ArtifactStoreTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00.000001Z");
  private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);

  @TempDir Path folder;

  private ArtifactStore store(Database database) {
    return new ArtifactStore(database.jdbi(), new FileContentStore(folder, CLOCK));
  }

  private static Artifact artifact(UUID job, String name, StoredContent content) {
    return new Artifact(job, name, "image/png", content.size(), content.sha256(), NOW);
  }

  private static void insert(Database database, Artifact... artifacts) {
    database
        .jdbi()
        .useHandle(
            h -> {
              for (Artifact a : artifacts) {
                h.execute(
                    "INSERT INTO artifact (job_id, name, media_type, size_bytes, sha256, created_at)"
                        + " VALUES (?, ?, ?, ?, ?, ?)",
                    a.jobId(),
                    a.name(),
                    a.mediaType(),
                    a.size(),
                    a.sha256(),
                    a.createdAt());
              }
            });
  }

  @ParameterizedTest
  @EnumSource
  void artifacts_of_a_job_are_found_by_name_until_they_expire(Dialect dialect) {
    try (Database database = TestDatabases.open(dialect)) {
      ArtifactStore store = store(database);
      UUID job = UUID.randomUUID();
      StoredContent content = store.content().put(new byte[] {1, 2, 3});
      Artifact b = artifact(job, "b.png", content);
      Artifact a = artifact(job, "a.png", content);
      insert(database, b, a);
      assertThat(store.list(job)).containsExactly(a, b);
      assertThat(store.find(job, "b.png")).contains(b);
      assertThat(store.find(job, "c.png")).isEmpty();
      assertThat(store.list(UUID.randomUUID())).isEmpty();
      assertThat(store.deleteCreatedBefore(NOW)).isZero();
      assertThat(store.deleteCreatedBefore(NOW.plusSeconds(1))).isEqualTo(2);
      assertThat(store.list(job)).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource
  void those_of_an_open_run_stay_however_many_were_made_at_one_time(Dialect dialect) {
    try (Database database = TestDatabases.open(dialect)) {
      ArtifactStore store = store(database);
      StoredContent content = store.content().put(new byte[] {1, 2, 3});
      UUID run = UUID.randomUUID();
      List<Artifact> all = new ArrayList<>();
      for (int i = 0; i < 1200; i++) {
        all.add(artifact(run, i + ".png", content));
      }
      Artifact other = artifact(UUID.randomUUID(), "old.png", content);
      all.add(other);
      insert(database, all.toArray(Artifact[]::new));
      insertRun(database, run);
      Instant later = NOW.plusSeconds(60);
      store.deleteCreatedBefore(later);
      assertThat(store.list(run)).hasSize(1200);

      database
          .jdbi()
          .useHandle(h -> h.execute("UPDATE run SET finished_at = ? WHERE id = ?", NOW, run));
      store.deleteCreatedBefore(later);
      assertThat(store.list(run)).isEmpty();
      assertThat(store.list(other.jobId())).isEmpty();
    }
  }

  private static void insertRun(Database database, UUID id) {
    database
        .jdbi()
        .useHandle(
            h ->
                h.execute(
                    """
                    INSERT INTO run (id, kind, name, tenant, status, spec, items, rejected, succeeded,
                      failed, cancelled, turn, turn_open, turn_wanted, created_at, updated_at)
                    VALUES (?, 'bulk', 'open', 'default', 'running', '{}', 0, 0, 0, 0, 0, 0,
                      FALSE, FALSE, ?, ?)""",
                    id,
                    NOW,
                    NOW));
  }

  private static void removeRows(Database database, UUID job) {
    database.jdbi().useHandle(h -> h.execute("DELETE FROM artifact WHERE job_id = ?", job));
  }

  @ParameterizedTest
  @EnumSource
  void garbage_is_what_no_row_refers_to(Dialect dialect) throws IOException {
    try (Database database = TestDatabases.open(dialect)) {
      ArtifactStore store = store(database);
      byte[] shared = {1};
      StoredContent kept = store.content().put(shared);
      StoredContent orphan = store.content().put(new byte[] {2});
      UUID first = UUID.randomUUID();
      UUID second = UUID.randomUUID();
      insert(database, artifact(first, "x.png", kept), artifact(second, "x.png", kept));
      assertThat(store.collectGarbage(NOW)).as("stored at that instant, not before").isZero();
      Instant later = NOW.plusSeconds(3600);
      assertThat(store.collectGarbage(later)).isEqualTo(1);
      assertThatThrownBy(() -> store.content().open(orphan.sha256()))
          .isInstanceOf(ArtifactContentException.class);

      removeRows(database, first);
      assertThat(store.collectGarbage(later)).as("the second job has it still").isZero();
      try (var in = store.open(store.find(second, "x.png").orElseThrow())) {
        assertThat(in.readAllBytes()).isEqualTo(shared);
      }
      removeRows(database, second);
      assertThat(store.collectGarbage(later)).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @EnumSource
  void the_settings_choose_the_content_store(Dialect dialect) {
    try (Database database = TestDatabases.open(dialect)) {
      assertThat(choose(database, "file")).isInstanceOf(FileContentStore.class);
      assertThat(folder.resolve("results")).isDirectory();
      assertThat(choose(database, "database")).isInstanceOf(DatabaseContentStore.class);
      assertThatThrownBy(() -> choose(database, "tape")).hasMessageContaining("artifacts.store");
    }
  }

  private ArtifactContentStore choose(Database database, String name) {
    return ArtifactContentStore.of(
        new Settings.Artifacts("results", name, 30, "manifests", S3Server.NONE),
        folder,
        database,
        CLOCK);
  }
}

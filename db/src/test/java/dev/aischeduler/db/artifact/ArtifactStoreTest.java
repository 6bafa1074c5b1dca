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
import org.jdbi.v3.core.JdbiException;
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

  @ParameterizedTest
  @EnumSource
  void rows_commit_with_the_transaction_of_the_caller(Dialect dialect) {
    try (Database database = TestDatabases.open(dialect)) {
      ArtifactStore store = store(database);
      UUID job = UUID.randomUUID();
      StoredContent content = store.content().put(new byte[] {1, 2, 3});
      Artifact b = artifact(job, "b.png", content);
      Artifact a = artifact(job, "a.png", content);
      database
          .jdbi()
          .useTransaction(
              h -> {
                store.insertAll(h, List.of(a));
                h.rollback();
              });
      assertThat(store.list(job)).isEmpty();
      database.jdbi().useTransaction(h -> store.insertAll(h, List.of(b, a)));
      database.jdbi().useTransaction(h -> store.insertAll(h, List.of()));
      assertThat(store.list(job)).containsExactly(a, b);
      assertThat(store.find(job, "b.png")).contains(b);
      assertThat(store.find(job, "c.png")).isEmpty();
      assertThat(store.list(UUID.randomUUID())).isEmpty();
      assertThatThrownBy(() -> database.jdbi().useHandle(h -> store.insertAll(h, List.of(a))))
          .isInstanceOf(JdbiException.class);
    }
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
      database
          .jdbi()
          .useHandle(
              h ->
                  store.insertAll(
                      h, List.of(artifact(first, "x.png", kept), artifact(second, "x.png", kept))));
      assertThat(store.collectGarbage(NOW)).as("stored at that instant, not before").isZero();
      Instant later = NOW.plusSeconds(3600);
      assertThat(store.collectGarbage(later)).isEqualTo(1);
      assertThatThrownBy(() -> store.content().open(orphan.sha256()))
          .isInstanceOf(ArtifactContentException.class);

      List<UUID> jobs = new ArrayList<>();
      for (int i = 0; i < 1200; i++) {
        jobs.add(UUID.randomUUID());
      }
      jobs.add(first);
      int deleted = database.jdbi().withHandle(h -> store.deleteForJobs(h, jobs));
      assertThat(deleted).isEqualTo(1);
      assertThat(store.collectGarbage(later)).as("the second job has it still").isZero();
      try (var in = store.open(store.find(second, "x.png").orElseThrow())) {
        assertThat(in.readAllBytes()).isEqualTo(shared);
      }
      database.jdbi().useHandle(h -> store.deleteForJobs(h, List.of(second)));
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
      assertThatThrownBy(() -> choose(database, "s3")).hasMessageContaining("artifacts.store");
    }
  }

  private ArtifactContentStore choose(Database database, String name) {
    return ArtifactContentStore.of(
        new Settings.Artifacts("results", name, 30), folder, database, CLOCK);
  }
}

package dev.aischeduler.db.artifact;

import dev.aischeduler.db.Database;
import dev.aischeduler.db.Dialect;
import dev.aischeduler.db.TestDatabases;
import java.time.Clock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;

class DatabaseContentStoreTest {

  @Nested
  class OnH2 extends OnDatabase {
    @Override
    Dialect dialect() {
      return Dialect.H2;
    }
  }

  @Nested
  class OnPostgres extends OnDatabase {
    @Override
    Dialect dialect() {
      return Dialect.POSTGRESQL;
    }
  }

  abstract static class OnDatabase extends ArtifactContentConformance {
    private Database database;

    abstract Dialect dialect();

    @BeforeEach
    void open() {
      database = TestDatabases.open(dialect());
    }

    @AfterEach
    void close() {
      database.close();
    }

    @Override
    ArtifactContentStore store(Clock clock) {
      return new DatabaseContentStore(database, clock);
    }

    @Override
    void damage(String sha256) {
      database
          .jdbi()
          .useHandle(
              h ->
                  h.execute(
                      "UPDATE artifact_content SET content = ? WHERE sha256 = ?",
                      new byte[] {1},
                      sha256));
    }

    @Override
    long stored() {
      return database
          .jdbi()
          .withHandle(
              h -> h.createQuery("SELECT COUNT(*) FROM artifact_content").mapTo(Long.class).one());
    }
  }
}

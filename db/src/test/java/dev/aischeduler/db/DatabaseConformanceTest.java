package dev.aischeduler.db;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What every database does alike. */
class DatabaseConformanceTest {

  @ParameterizedTest
  @EnumSource
  void opens_migrated_and_answers_a_ping(Dialect dialect) {
    try (Database database = TestDatabases.open(dialect)) {
      database.ping();
      assertThat(database.dialect()).isEqualTo(dialect);
      long jobs =
          database
              .jdbi()
              .withHandle(h -> h.createQuery("SELECT COUNT(*) FROM job").mapTo(Long.class).one());
      assertThat(jobs).isZero();
    }
  }

  /** 2026-10-25T00:30Z and T01:30Z are the same local time in Berlin. */
  @ParameterizedTest
  @EnumSource
  void instants_and_uuids_come_back_as_they_went(Dialect dialect) {
    try (Database database = TestDatabases.open(dialect)) {
      database
          .jdbi()
          .useHandle(
              h -> {
                h.execute(
                    "CREATE TABLE probe (id UUID PRIMARY KEY, at TIMESTAMP(6) WITH TIME ZONE)");
                for (String at :
                    new String[] {
                      "2026-10-25T00:30:00.123456Z",
                      "2026-10-25T01:30:00.123456Z",
                      "1969-12-31T23:59:59.999999Z"
                    }) {
                  UUID id = UUID.randomUUID();
                  Instant instant = Instant.parse(at);
                  h.createUpdate("INSERT INTO probe (id, at) VALUES (:id, :at)")
                      .bind("id", id)
                      .bind("at", instant.plusNanos(789))
                      .execute();
                  assertThat(
                          h.createQuery("SELECT at FROM probe WHERE id = :id AND at = :at")
                              .bind("id", id)
                              .bind("at", instant)
                              .mapTo(Instant.class)
                              .one())
                      .isEqualTo(instant);
                  assertThat(
                          h.createQuery("SELECT id FROM probe WHERE at = :at")
                              .bind("at", instant)
                              .mapTo(UUID.class)
                              .one())
                      .isEqualTo(id);
                }
                h.execute("INSERT INTO probe (id, at) VALUES (?, NULL)", new UUID(0, 0));
                assertThat(
                        h.createQuery("SELECT at FROM probe WHERE id = :id")
                            .bind("id", new UUID(0, 0))
                            .mapTo(Instant.class)
                            .findOne())
                    .isEmpty();
              });
    }
  }
}

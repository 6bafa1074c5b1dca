package dev.aischeduler.engine.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.aischeduler.db.Database;
import dev.aischeduler.db.Dialect;
import dev.aischeduler.db.TestDatabases;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** System jobs on a machine, and over a database server, that does not speak English. */
@ResourceLock(Resources.LOCALE)
final class SystemJobsLanguageTest {
  private final Locale before = Locale.getDefault();

  /** Says that it was done. */
  private static final class Done implements SystemTask {
    @Override
    public String kind() {
      return "done";
    }

    @Override
    public String run(String document, SystemContext context) {
      return "did " + document;
    }
  }

  @BeforeEach
  void speakTurkish() {
    Locale.setDefault(Locale.forLanguageTag("tr-TR"));
  }

  @AfterEach
  void speakAsBefore() {
    Locale.setDefault(before);
  }

  private static void runs(Database database) {
    try (SystemJobs jobs = new SystemJobs(database, "a", List.of(new Done()), Clock.systemUTC())) {
      jobs.start();
      UUID id = UUID.randomUUID();
      jobs.enqueue(id, "done", "work");
      jobs.enqueue(id, "done", "work");
      await()
          .atMost(Duration.ofSeconds(20))
          .until(() -> jobs.find(id).orElseThrow().state() == SystemJobState.SUCCEEDED);
      assertThat(jobs.find(id).orElseThrow().note()).isEqualTo("did work");
    }
  }

  @ParameterizedTest
  @EnumSource(Dialect.class)
  void jobs_run_where_lower_case_of_i_is_dotless(Dialect dialect) {
    try (Database database = TestDatabases.open(dialect)) {
      runs(database);
    }
  }

  @Test
  void a_duplicate_is_known_from_a_server_whose_messages_are_german() {
    try (Database database = TestDatabases.open(Dialect.POSTGRESQL)) {
      database
          .jdbi()
          .useHandle(
              handle -> {
                handle.execute(
                    """
                    CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$
                    BEGIN
                      IF EXISTS (SELECT FROM system_jobrunr_jobs WHERE id = NEW.id) THEN
                        RAISE unique_violation
                          USING MESSAGE = 'doppelter Schlüsselwert verletzt Unique-Constraint';
                      END IF;
                      RETURN NEW;
                    END $$
                    """);
                handle.execute(
                    """
                    CREATE TRIGGER refuse BEFORE INSERT ON system_jobrunr_jobs
                    FOR EACH ROW EXECUTE FUNCTION refuse()
                    """);
              });
      runs(database);
    }
  }
}

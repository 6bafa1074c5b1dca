package dev.aischeduler.engine.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aischeduler.config.json.StrictJson;
import dev.aischeduler.db.Database;
import dev.aischeduler.db.Dialect;
import dev.aischeduler.db.TestDatabases;
import dev.aischeduler.db.schedule.FireState;
import dev.aischeduler.db.schedule.ScheduleRun;
import dev.aischeduler.engine.testing.EngineFixture;
import dev.aischeduler.engine.testing.OnBothDatabases;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;

/** Schedules by Quartz, in the time of the machine. */
final class ScheduleClockTest extends OnBothDatabases {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private static ObjectNode every(String interval) {
    return (ObjectNode)
        StrictJson.tree(
            "{\"name\": \"often\", \"overlap\": \"allow\", \"when\": \"every "
                + interval
                + "\", \"target\": {\"job\": {\"type\": \"llm\", \"text\": \"t\"}}}");
  }

  private static List<ScheduleRun> history(EngineFixture fixture) {
    return fixture.engine().schedules().history("often", Set.of(), null, 1000).orElseThrow();
  }

  private static void awaitDone(EngineFixture fixture, int count) {
    await()
        .atMost(PATIENCE)
        .until(
            () ->
                history(fixture).stream().filter(r -> r.state() == FireState.SUCCEEDED).count()
                    >= count);
  }

  @Test
  void quartz_fires_each_second_and_the_watchdog_does_not_stand_in_for_it() {
    try (EngineFixture fixture = start()) {
      fixture.engine().schedules().create(every("1s"));
      awaitDone(fixture, 5);
      assertQuartzFires(fixture);
    }
  }

  @Test
  @ResourceLock(Resources.LOCALE)
  void fires_where_lower_case_of_i_is_dotless() {
    Locale before = Locale.getDefault();
    Locale.setDefault(Locale.forLanguageTag("tr-TR"));
    try (EngineFixture fixture = start()) {
      fixture.engine().schedules().create(every("1s"));
      awaitDone(fixture, 3);
      assertQuartzFires(fixture);
    } finally {
      Locale.setDefault(before);
    }
  }

  /** On a busy machine the watchdog may be first once; without Quartz it would be each time. */
  private static void assertQuartzFires(EngineFixture fixture) {
    assertThat(fixture.engine().schedules().repairs()).isLessThan(history(fixture).size() / 2 + 1);
  }

  @Test
  void goes_on_after_a_restart_of_the_node() {
    try (EngineFixture fixture = start()) {
      fixture.engine().schedules().create(every("1s"));
      awaitDone(fixture, 1);
      fixture.restart();
      awaitDone(fixture, history(fixture).size() + 2);
    }
  }

  private static void damage(EngineFixture fixture, String state) {
    long past = Clock.systemUTC().millis() - Duration.ofMinutes(1).toMillis();
    fixture
        .database
        .jdbi()
        .useHandle(
            h ->
                h.createUpdate(
                        "UPDATE qrtz_triggers SET trigger_state = :state, next_fire_time = :past")
                    .bind("state", state)
                    .bind("past", past)
                    .execute());
  }

  private static String triggerState(EngineFixture fixture) {
    return fixture
        .database
        .jdbi()
        .withHandle(
            h ->
                h.createQuery("SELECT trigger_state FROM qrtz_triggers").mapTo(String.class).one());
  }

  @Test
  void the_watchdog_sets_stuck_triggers_anew() {
    try (EngineFixture fixture = start()) {
      fixture.engine().schedules().create(every("10d"));
      long repairs = 0;
      for (String state : List.of("ERROR", "ACQUIRED", "BLOCKED")) {
        damage(fixture, state);
        await().atMost(PATIENCE).until(() -> triggerState(fixture).equals("WAITING"));
        repairs++;
        long atLeast = repairs;
        await().atMost(PATIENCE).until(() -> fixture.engine().schedules().repairs() >= atLeast);
      }
    }
  }

  @Test
  void the_watchdog_fires_what_the_clock_forgot() {
    try (EngineFixture fixture = start()) {
      fixture.engine().schedules().create(every("1s"));
      awaitDone(fixture, 1);
      // as after a crash between the transaction and the setting of the clock
      fixture
          .database
          .jdbi()
          .useHandle(
              h -> {
                h.execute("DELETE FROM qrtz_simple_triggers");
                h.execute("DELETE FROM qrtz_triggers");
              });
      int before = history(fixture).size();
      awaitDone(fixture, before + 5);
    }
  }

  @Test
  void two_nodes_that_fire_the_same_instant_start_one_job_a_thousand_times() {
    if (dialect == Dialect.H2) {
      // one process owns an H2 database; its threads race in the same way
      race(TestDatabases.open(dialect), null);
      return;
    }
    var settings = TestDatabases.settings(dialect);
    Path here = Path.of("").toAbsolutePath();
    race(Database.open(settings, here), Database.open(settings, here));
  }

  private void race(Database first, Database second) {
    Race race = new Race(first, second, folder);
    try (race) {
      UUID id = race.schedule();
      race.run(id, 1000);
      // the engines' own clocks fire it too, and may be starting the last one still
      await().atMost(PATIENCE).untilAsserted(() -> assertThat(race.rows()).isEqualTo(1000));
      assertThat(race.jobs()).isEqualTo(1000);
      assertThat(race.distinctJobsOfRows()).isEqualTo(1000);
    }
  }
}

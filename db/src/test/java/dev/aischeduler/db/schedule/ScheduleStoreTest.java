package dev.aischeduler.db.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aischeduler.db.Database;
import dev.aischeduler.db.Dialect;
import dev.aischeduler.db.TestDatabases;
import dev.aischeduler.db.job.KeyTakenException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** The tables of schedules on both databases. */
@ParameterizedClass
@EnumSource(Dialect.class)
final class ScheduleStoreTest {
  private static final Instant NOW = Instant.parse("2027-01-04T12:00:00Z");

  @Parameter Dialect dialect;
  private Database database;
  private ScheduleStore store;
  private ScheduleRunStore runs;

  @BeforeEach
  void open() {
    database = TestDatabases.open(dialect);
    store = new ScheduleStore(database);
    runs = new ScheduleRunStore(database);
  }

  @AfterEach
  void close() {
    database.close();
  }

  private Schedule insert(String name) {
    Schedule schedule =
        new Schedule(
            UUID.randomUUID(),
            name,
            "{}",
            new Schedule.Texts("@daily", "UTC", "every day at 00:00", "每天 00:00", "job", "default"),
            ScheduleStatus.ACTIVE,
            null,
            null,
            NOW,
            NOW,
            null,
            0,
            NOW,
            NOW);
    store.insert(schedule);
    return schedule;
  }

  private static ScheduleRun row(Schedule schedule, Instant time, FireState state) {
    return ScheduleRun.decided(schedule.id(), time, FireReason.SCHEDULED, state, null, time);
  }

  private void insert(Schedule schedule, List<ScheduleRun> rows) {
    store.locked(
        schedule.id(),
        locked -> {
          locked.insert(rows);
          return true;
        });
  }

  @Test
  void a_schedule_is_stored_found_changed_and_deleted() {
    Schedule schedule = insert("a");
    assertThat(store.find("a")).contains(schedule);
    assertThat(store.find(schedule.id())).contains(schedule);
    assertThatThrownBy(() -> insert("a")).isInstanceOf(KeyTakenException.class);
    Schedule paused = schedule.with(ScheduleStatus.PAUSED, "why", null, null, NOW);
    store.locked(
        schedule.id(),
        locked -> {
          locked.update(paused.fired(NOW, 3));
          return true;
        });
    assertThat(store.find("a")).contains(paused.fired(NOW, 3));
    insert(schedule, List.of(row(schedule, NOW, FireState.MISSED)));
    assertThat(store.delete(schedule.id())).isTrue();
    assertThat(runs.history(schedule.id(), Set.of(), null, 10)).isEmpty();
  }

  @Test
  void only_active_schedules_whose_time_has_passed_are_due() {
    Schedule due = insert("due");
    Schedule paused = insert("paused");
    store.locked(
        paused.id(),
        locked -> {
          locked.update(paused.with(ScheduleStatus.PAUSED, null, NOW, NOW, NOW));
          return true;
        });
    assertThat(store.dueBefore(NOW.plusMillis(1), 10)).containsExactly(due.id());
    assertThat(store.dueBefore(NOW, 10)).isEmpty();
  }

  @Test
  void a_fire_time_is_taken_by_one_node_until_that_is_silent() {
    Schedule schedule = insert("a");
    ScheduleRun run = row(schedule, NOW, FireState.STARTING);
    insert(schedule, List.of(run));
    Instant silent = NOW.minusSeconds(15);
    assertThat(runs.toStart(silent, 10)).hasSize(1);
    assertThat(runs.take(run, "a", silent, NOW)).isTrue();
    assertThat(runs.take(run, "b", silent, NOW)).isFalse();
    assertThat(runs.toStart(silent, 10)).isEmpty();
    assertThat(runs.take(run, "b", NOW.plusSeconds(1), NOW)).isTrue();
    assertThat(runs.started(run, UUID.randomUUID(), null, "b", NOW)).isTrue();
    assertThat(runs.started(run, UUID.randomUUID(), null, "a", NOW)).isFalse();
    // its job is not there any more
    assertThat(runs.ended(10)).hasSize(1).allMatch(e -> e.state() == FireState.CANCELLED);
  }

  @Test
  void history_is_paged_by_fire_time_and_removed_by_age_except_what_is_open() {
    Schedule schedule = insert("a");
    List<ScheduleRun> rows = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      rows.add(row(schedule, NOW.plusSeconds(i), FireState.MISSED));
    }
    rows.add(row(schedule, NOW.plusSeconds(5), FireState.STARTING));
    insert(schedule, rows);
    List<ScheduleRun> page = runs.history(schedule.id(), Set.of(), null, 2);
    assertThat(page.get(0).fireTime()).isEqualTo(NOW.plusSeconds(5));
    assertThat(runs.history(schedule.id(), Set.of(), page.get(1).fireTime(), 10)).hasSize(4);
    assertThat(runs.history(schedule.id(), Set.of(FireState.STARTING), null, 10)).hasSize(1);
    Instant later = NOW.plus(Duration.ofDays(1));
    assertThat(runs.removeDecidedBefore(later, 3)).isEqualTo(3);
    assertThat(runs.removeDecidedBefore(later, 3)).isEqualTo(2);
    assertThat(runs.removeDecidedBefore(later, 3)).isZero();
    assertThat(runs.history(schedule.id(), Set.of(), null, 10)).hasSize(1);
  }
}

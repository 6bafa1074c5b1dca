package dev.aischeduler.engine.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aischeduler.config.json.JsonProblemException;
import dev.aischeduler.config.json.StrictJson;
import dev.aischeduler.db.job.Job;
import dev.aischeduler.db.job.JobFilter;
import dev.aischeduler.db.job.JobStatus;
import dev.aischeduler.db.schedule.FireReason;
import dev.aischeduler.db.schedule.FireState;
import dev.aischeduler.db.schedule.ScheduleRun;
import dev.aischeduler.db.schedule.ScheduleStatus;
import dev.aischeduler.db.schedule.ScheduleStore;
import dev.aischeduler.engine.refusal.ConflictException;
import dev.aischeduler.engine.task.InvalidRequestException;
import dev.aischeduler.engine.testing.EngineFixture;
import dev.aischeduler.engine.testing.OnBothDatabases;
import dev.aischeduler.engine.testing.SettableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Schedules at times that the test sets. */
final class SchedulesTest extends OnBothDatabases {
  private static final Instant NOON = Instant.parse("2027-01-04T12:00:00Z");
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private final SettableClock clock = new SettableClock(NOON);

  private static ObjectNode document(String name, String when, String more) {
    return (ObjectNode)
        StrictJson.tree(
            "{\"name\": \""
                + name
                + "\", \"when\": \""
                + when
                + "\", \"target\": {\"job\": {\"type\": \"llm\", \"text\": \"t ${date-1d}\"}}"
                + (more.isEmpty() ? "" : ", " + more)
                + "}");
  }

  private static UUID make(EngineFixture fixture, String when, String more) {
    ScheduleDetails made = fixture.engine().schedules().create(document("nightly", when, more));
    return made.schedule().id();
  }

  private static List<ScheduleRun> history(EngineFixture fixture) {
    return fixture.engine().schedules().history("nightly", Set.of(), null, 2000).orElseThrow();
  }

  private static List<FireState> states(EngineFixture fixture) {
    return history(fixture).stream().map(ScheduleRun::state).toList();
  }

  private static void awaitStates(EngineFixture fixture, FireState... latestFirst) {
    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(states(fixture)).containsExactly(latestFirst));
  }

  /** The clock moves on and fires. */
  private void pass(EngineFixture fixture, UUID schedule, Duration time) {
    clock.advance(time);
    fixture.engine().schedules().fire(schedule);
  }

  /** Jobs wait until the gate opens. */
  private static ObjectNode waiting(String more) {
    ObjectNode document = document("nightly", "every 10m", more);
    ((ObjectNode) document.at("/target/job")).put("action", "wait");
    return document;
  }

  private static UUID makeWaiting(EngineFixture fixture, String more) {
    fixture.llm.gate = new CountDownLatch(1);
    return fixture.engine().schedules().create(waiting(more)).schedule().id();
  }

  @Test
  void a_fire_time_starts_a_job_once_with_its_parameters() throws Exception {
    try (EngineFixture fixture = start(clock)) {
      UUID id = make(fixture, "0 13 * * *", "\"time_zone\": \"UTC\"");
      assertThat(fixture.engine().schedules().fire(id)).isZero();
      pass(fixture, id, Duration.ofHours(1));
      fixture.engine().schedules().fire(id);
      ScheduleRun run = history(fixture).get(0);
      assertThat(run.fireTime()).isEqualTo(NOON.plusSeconds(3600));
      assertThat(run.reason()).isEqualTo(FireReason.SCHEDULED);
      Job job = fixture.await(run.jobId());
      assertThat(job.request()).contains("t 2027-01-03");
      assertThat(job.tags()).containsExactly("schedule:nightly");
      assertThat(job.idempotencyKey()).isEqualTo("schedule:" + id + ":2027-01-04T13:00:00Z");
      awaitStates(fixture, FireState.SUCCEEDED);
      assertThat(fixture.jobs().list(JobFilter.all(), null, 10).jobs()).hasSize(1);
    }
  }

  @Test
  void what_a_lost_node_decided_is_started_by_another() {
    try (EngineFixture fixture = start(clock)) {
      UUID id = make(fixture, "0 13 * * *", "");
      new ScheduleStore(fixture.database)
          .locked(
              id,
              locked -> {
                locked.insert(
                    List.of(
                        ScheduleRun.decided(
                            id, NOON, FireReason.SCHEDULED, FireState.STARTING, null, NOON)));
                return true;
              });
      awaitStates(fixture, FireState.SUCCEEDED);
    }
  }

  @Test
  void overlap_skip_starts_nothing_while_an_earlier_job_runs() {
    try (EngineFixture fixture = start(clock)) {
      UUID id = makeWaiting(fixture, "\"overlap\": \"skip\"");
      pass(fixture, id, Duration.ofMinutes(10));
      pass(fixture, id, Duration.ofMinutes(10));
      awaitStates(fixture, FireState.SKIPPED, FireState.STARTED);
      fixture.llm.gate.countDown();
      awaitStates(fixture, FireState.SKIPPED, FireState.SUCCEEDED);
      pass(fixture, id, Duration.ofMinutes(10));
      awaitStates(fixture, FireState.SUCCEEDED, FireState.SKIPPED, FireState.SUCCEEDED);
    }
  }

  @Test
  void overlap_buffer_one_starts_one_more_when_the_earlier_job_has_ended() {
    try (EngineFixture fixture = start(clock)) {
      UUID id = makeWaiting(fixture, "\"overlap\": \"buffer_one\"");
      pass(fixture, id, Duration.ofMinutes(10));
      pass(fixture, id, Duration.ofMinutes(10));
      pass(fixture, id, Duration.ofMinutes(10));
      awaitStates(fixture, FireState.SKIPPED, FireState.BUFFERED, FireState.STARTED);
      fixture.llm.gate.countDown();
      awaitStates(fixture, FireState.SKIPPED, FireState.SUCCEEDED, FireState.SUCCEEDED);
    }
  }

  @Test
  void overlap_allow_starts_beside_the_earlier_job() {
    try (EngineFixture fixture = start(clock)) {
      UUID id = makeWaiting(fixture, "\"overlap\": \"allow\"");
      pass(fixture, id, Duration.ofMinutes(10));
      pass(fixture, id, Duration.ofMinutes(10));
      awaitStates(fixture, FireState.STARTED, FireState.STARTED);
    }
  }

  @Test
  void overlap_cancel_other_cancels_the_earlier_job() {
    try (EngineFixture fixture = start(clock)) {
      UUID id = makeWaiting(fixture, "\"overlap\": \"cancel_other\"");
      pass(fixture, id, Duration.ofMinutes(10));
      awaitStates(fixture, FireState.STARTED);
      UUID first = history(fixture).get(0).jobId();
      pass(fixture, id, Duration.ofMinutes(10));
      awaitStates(fixture, FireState.STARTED, FireState.CANCELLED);
      assertThat(fixture.jobs().find(first).orElseThrow().job().status())
          .isEqualTo(JobStatus.CANCELLED);
    }
  }

  @ParameterizedTest
  @CsvSource({"skip,0", "once,1", "all,6"})
  void what_was_missed_is_caught_up_by_the_policy(String misfire, int started) {
    try (EngineFixture fixture = start(clock)) {
      UUID id =
          make(
              fixture,
              "every 10m",
              "\"overlap\": \"allow\", \"catch_up_window_s\": 3600, \"misfire\": \""
                  + misfire
                  + "\"");
      // twelve have passed, six of them within the window; the next is not due
      pass(fixture, id, Duration.ofMinutes(125));
      await()
          .atMost(PATIENCE)
          .untilAsserted(
              () ->
                  assertThat(states(fixture).stream().filter(s -> s == FireState.SUCCEEDED))
                      .hasSize(started));
      assertThat(states(fixture).stream().filter(s -> s == FireState.MISSED)).hasSize(12 - started);
      List<ScheduleRun> caught =
          history(fixture).stream().filter(r -> r.state() == FireState.SUCCEEDED).toList();
      assertThat(caught).allMatch(run -> run.reason() == FireReason.CATCH_UP);
      if (started > 0) {
        assertThat(caught.get(0).fireTime()).isEqualTo(NOON.plus(Duration.ofHours(2)));
      }
      ScheduleDetails after = fixture.engine().schedules().find("nightly").orElseThrow();
      assertThat(after.schedule().missed()).isEqualTo(12 - started);
      assertThat(after.next().get(0)).isEqualTo(NOON.plus(Duration.ofMinutes(130)));
    }
  }

  @Test
  void a_short_stop_is_no_burst_of_starts() {
    try (EngineFixture fixture = start(clock)) {
      UUID id = make(fixture, "every 5s", "\"overlap\": \"allow\", \"misfire\": \"skip\"");
      pass(fixture, id, Duration.ofSeconds(57));
      await()
          .atMost(PATIENCE)
          .untilAsserted(
              () ->
                  assertThat(states(fixture).stream().filter(s -> s == FireState.SUCCEEDED))
                      .hasSize(3));
      assertThat(states(fixture).stream().filter(s -> s == FireState.MISSED)).hasSize(8);
      pass(fixture, id, Duration.ofSeconds(5));
      await().atMost(PATIENCE).until(() -> history(fixture).size() == 12);
    }
  }

  @Test
  void a_late_fire_time_is_started_when_no_other_is_due() {
    try (EngineFixture fixture = start(clock)) {
      UUID id = make(fixture, "every 10m", "\"misfire\": \"skip\"");
      pass(fixture, id, Duration.ofMinutes(10).plusSeconds(60));
      assertThat(history(fixture).get(0).reason()).isEqualTo(FireReason.SCHEDULED);
      pass(fixture, id, Duration.ofMinutes(10).plusMillis(1));
      awaitStates(fixture, FireState.MISSED, FireState.SUCCEEDED);
    }
  }

  @Test
  void a_year_of_missed_seconds_is_passed_over_at_once_and_leaves_few_rows() {
    try (EngineFixture fixture = start(clock)) {
      UUID id = make(fixture, "every 1s", "\"misfire\": \"skip\"");
      pass(fixture, id, Duration.ofDays(366));
      assertThat(states(fixture)).hasSizeLessThanOrEqualTo(DueTimes.MISSED_ROWS + 61);
      assertThat(fixture.engine().schedules().find("nightly").orElseThrow().next().get(0))
          .isAfter(clock.instant());
    }
  }

  @Test
  void a_failed_job_pauses_its_schedule_when_it_is_told_to() {
    try (EngineFixture fixture = start(clock)) {
      ObjectNode document = document("nightly", "every 10m", "\"pause_on_failure\": true");
      ((ObjectNode) document.at("/target/job")).put("action", "permanent");
      UUID id = fixture.engine().schedules().create(document).schedule().id();
      pass(fixture, id, Duration.ofMinutes(10));
      awaitStates(fixture, FireState.FAILED);
      ScheduleDetails paused = fixture.engine().schedules().find("nightly").orElseThrow();
      assertThat(paused.schedule().status()).isEqualTo(ScheduleStatus.PAUSED);
      assertThat(paused.schedule().statusReason()).contains("12:10:00Z failed");
      assertThat(paused.next()).isEmpty();
      pass(fixture, id, Duration.ofMinutes(10));
      assertThat(history(fixture)).hasSize(1);
      ScheduleDetails resumed = fixture.engine().schedules().resume("nightly").orElseThrow();
      assertThat(resumed.next().get(0)).isEqualTo(NOON.plus(Duration.ofMinutes(30)));
    }
  }

  @Test
  void a_range_of_the_past_is_backfilled_once() {
    try (EngineFixture fixture = start(clock)) {
      make(fixture, "0 * * * *", "");
      Schedules schedules = fixture.engine().schedules();
      Instant from = NOON.minus(Duration.ofHours(5));
      assertThat(schedules.backfill("nightly", Backfill.of(from, NOON)).orElseThrow().fireTimes())
          .hasSize(6);
      assertThat(schedules.backfill("nightly", Backfill.of(from, NOON)).orElseThrow().fireTimes())
          .isEmpty();
      await()
          .atMost(PATIENCE)
          .untilAsserted(() -> assertThat(states(fixture)).containsOnly(FireState.SUCCEEDED));
      assertThat(history(fixture)).hasSize(6).allMatch(r -> r.reason() == FireReason.BACKFILL);
      assertThatThrownBy(
              () -> schedules.backfill("nightly", Backfill.of(NOON, NOON.plusSeconds(1))))
          .hasMessageContaining("future");
      assertThatThrownBy(
              () ->
                  schedules.backfill(
                      "nightly", Backfill.of(NOON.minus(Duration.ofDays(365)), NOON)))
          .hasMessageContaining("more than 1000");
    }
  }

  /** The last half hour, in which there are three fire times. */
  private static Backfill lastThree(Backfill.Overlap overlap) {
    return new Backfill(
        NOON.minus(Duration.ofMinutes(20)), NOON, overlap, Backfill.MOST, false, false);
  }

  private static Backfill.Result backfill(EngineFixture fixture, Backfill range) {
    return fixture.engine().schedules().backfill("nightly", range).orElseThrow();
  }

  @Test
  void a_backfill_that_buffers_starts_one_after_the_other() {
    try (EngineFixture fixture = start(clock)) {
      makeWaiting(fixture, "\"overlap\": \"skip\"");
      assertThat(backfill(fixture, lastThree(Backfill.Overlap.BUFFER)).fireTimes()).hasSize(3);
      awaitStates(fixture, FireState.BUFFERED, FireState.BUFFERED, FireState.STARTED);
      fixture.llm.gate.countDown();
      awaitStates(fixture, FireState.SUCCEEDED, FireState.SUCCEEDED, FireState.SUCCEEDED);
      List<Job> oldestFirst =
          history(fixture).stream()
              .sorted(Comparator.comparing(ScheduleRun::fireTime))
              .map(run -> fixture.jobs().find(run.jobId()).orElseThrow().job())
              .toList();
      for (int i = 1; i < oldestFirst.size(); i++) {
        assertThat(oldestFirst.get(i).createdAt())
            .isAfterOrEqualTo(oldestFirst.get(i - 1).finishedAt());
      }
    }
  }

  @Test
  void a_backfill_that_skips_starts_the_first_alone_and_can_be_asked_again() {
    try (EngineFixture fixture = start(clock)) {
      makeWaiting(fixture, "\"overlap\": \"allow\"");
      Backfill.Result first = backfill(fixture, lastThree(Backfill.Overlap.SKIP));
      assertThat(first.fireTimes()).containsExactly(NOON.minus(Duration.ofMinutes(20)));
      assertThat(first.skipped()).hasSize(2);
      awaitStates(fixture, FireState.SKIPPED, FireState.SKIPPED, FireState.STARTED);
      assertThat(backfill(fixture, lastThree(Backfill.Overlap.SKIP)).fireTimes()).isEmpty();
      assertThat(backfill(fixture, lastThree(Backfill.Overlap.ALLOW)).fireTimes()).hasSize(2);
      awaitStates(fixture, FireState.STARTED, FireState.STARTED, FireState.STARTED);
    }
  }

  @Test
  void a_backfill_that_cancels_others_leaves_its_last_fire_time_alone() {
    try (EngineFixture fixture = start(clock)) {
      UUID id = makeWaiting(fixture, "\"overlap\": \"cancel_other\"");
      Instant earlier = NOON.minus(Duration.ofMinutes(30));
      backfill(fixture, Backfill.of(earlier, earlier));
      awaitStates(fixture, FireState.STARTED);
      Backfill.Result result = backfill(fixture, lastThree(Backfill.Overlap.CANCEL_OTHER));
      assertThat(result.fireTimes()).containsExactly(NOON);
      awaitStates(
          fixture, FireState.STARTED, FireState.SKIPPED, FireState.SKIPPED, FireState.CANCELLED);
      // nor do the fire times of a backfill cancel one another by the schedule's own policy
      backfill(fixture, lastThree(Backfill.Overlap.ALLOW));
      awaitStates(
          fixture, FireState.STARTED, FireState.STARTED, FireState.STARTED, FireState.CANCELLED);
      assertThat(fixture.engine().schedules().find(id.toString())).isPresent();
    }
  }

  @Test
  void a_backfill_is_previewed_and_done_in_parts() {
    try (EngineFixture fixture = start(clock)) {
      make(fixture, "0 * * * *", "");
      Instant from = NOON.minus(Duration.ofDays(365));
      Backfill preview = new Backfill(from, NOON, Backfill.Overlap.ALLOW, 2, true, true);
      List<Instant> told = backfill(fixture, preview).fireTimes();
      assertThat(told).containsExactly(from, from.plus(Duration.ofHours(1)));
      assertThat(history(fixture)).isEmpty();
      Backfill part = new Backfill(from, NOON, Backfill.Overlap.ALLOW, 2, true, false);
      assertThat(backfill(fixture, part).fireTimes()).isEqualTo(told);
      assertThat(backfill(fixture, part).fireTimes())
          .containsExactly(from.plus(Duration.ofHours(2)), from.plus(Duration.ofHours(3)));
      assertThatThrownBy(() -> new Backfill(from, NOON, Backfill.Overlap.ALLOW, 0, true, true))
          .isInstanceOfSatisfying(
              InvalidRequestException.class, e -> assertThat(e.field()).isEqualTo("limit"));
    }
  }

  @Test
  void runs_now_even_when_paused_and_whatever_runs_already() {
    try (EngineFixture fixture = start(clock)) {
      makeWaiting(fixture, "");
      Schedules schedules = fixture.engine().schedules();
      assertThat(schedules.pause("nightly", "holidays").orElseThrow().schedule().statusReason())
          .isEqualTo("holidays");
      ScheduleRun first = schedules.runNow("nightly").orElseThrow();
      ScheduleRun second = schedules.runNow("nightly").orElseThrow();
      assertThat(first.jobId()).isNotNull().isNotEqualTo(second.jobId());
      assertThat(second.reason()).isEqualTo(FireReason.MANUAL);
    }
  }

  @Test
  void ends_after_its_last_fire_time() {
    try (EngineFixture fixture = start(clock)) {
      UUID id = make(fixture, "every 10m", "\"end\": \"2027-01-04T12:15:00Z\"");
      pass(fixture, id, Duration.ofMinutes(10));
      ScheduleDetails ended = fixture.engine().schedules().find(id.toString()).orElseThrow();
      assertThat(ended.schedule().status()).isEqualTo(ScheduleStatus.ENDED);
      awaitStates(fixture, FireState.SUCCEEDED);
    }
  }

  @Test
  void jitter_delays_a_fire_time_by_the_same_on_every_node() {
    try (EngineFixture fixture = start(clock)) {
      UUID id = make(fixture, "0 * * * *", "\"jitter_s\": 600");
      ScheduleDetails made = fixture.engine().schedules().find("nightly").orElseThrow();
      Instant fire = NOON.plus(Duration.ofHours(1));
      Instant due = made.definition().due(id, fire);
      assertThat(due).isBetween(fire, fire.plusSeconds(600)).isEqualTo(made.schedule().nextDue());
      clock.advance(Duration.between(NOON, due).minusMillis(1));
      assertThat(fixture.engine().schedules().fire(id)).isZero();
      clock.advance(Duration.ofMillis(1));
      // the engine's own loop may have been quicker
      fixture.engine().schedules().fire(id);
      assertThat(history(fixture)).extracting(ScheduleRun::fireTime).containsExactly(fire);
      assertThatThrownBy(() -> make(fixture, "every 1m", "\"jitter_s\": 60"))
          .hasMessageContaining("60 seconds");
    }
  }

  @Test
  void a_definition_is_stored_once_and_replaced_when_it_differs() {
    try (EngineFixture fixture = start(clock)) {
      Schedules schedules = fixture.engine().schedules();
      ObjectNode document = document("a", "every 10m", "");
      assertThat(schedules.put("a", document).how()).isEqualTo(PutResult.How.CREATED);
      assertThat(schedules.put("a", document).how()).isEqualTo(PutResult.How.UNCHANGED);
      document.put("when", "every 20m");
      PutResult changed = schedules.put("a", document);
      assertThat(changed.how()).isEqualTo(PutResult.How.UPDATED);
      assertThat(changed.details().next().get(0)).isEqualTo(NOON.plus(Duration.ofMinutes(20)));
      assertThatThrownBy(() -> schedules.create(document)).isInstanceOf(ConflictException.class);
      assertThat(schedules.remove("a")).isPresent();
      assertThat(schedules.find("a")).isEmpty();
    }
  }

  @Test
  void a_definition_that_cannot_be_read_pauses_its_schedule_and_can_be_replaced() {
    try (EngineFixture fixture = start(clock)) {
      UUID id = make(fixture, "every 10m", "");
      fixture
          .database
          .jdbi()
          .useHandle(h -> h.execute("UPDATE schedule SET definition = '{\"later\": 1}'"));
      pass(fixture, id, Duration.ofMinutes(10));
      Schedules schedules = fixture.engine().schedules();
      ScheduleDetails paused = schedules.find("nightly").orElseThrow();
      assertThat(paused.schedule().status()).isEqualTo(ScheduleStatus.PAUSED);
      assertThat(paused.schedule().statusReason()).contains("cannot be read");
      assertThat(schedules.put("nightly", document("nightly", "every 20m", "")).how())
          .isEqualTo(PutResult.How.UPDATED);
      assertThat(schedules.resume("nightly").orElseThrow().next()).hasSize(10);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Nightly | every 1m | | name",
        "a | 0 0 30 2 * | | when",
        "a | every 1m | \"time_zone\": \"Europe/Berln\" | time_zone",
        "a | every 1m | \"overlap\": \"alow\" | overlap",
        "a | every 1m | \"catch_up_window_s\": -1 | catch_up_window_s",
        "a | every 1m | \"exclude\": {\"dates\": [\"2027-13-01\"]} | exclude.dates[0]",
        "a | every 1m | \"exclude\": {\"weekdays\": [\"someday\"]} | exclude.weekdays[0]",
        "a | every 1m | \"target\": {\"job\": {\"type\": \"llm\", \"text\": \"${x}\"}} | target.job.text",
        "a | every 1m | \"target\": {\"job\": {\"type\": \"llm\", \"txt\": \"x\"}} | target.job.txt",
        "a | every 1m | \"target\": {\"job\": {\"text\": \"x\"}} | target.job.type",
        "a | every 1m | \"target\": {\"job\": {\"type\": \"llm\", \"text\": \"x\", \"priority\": 10}} | target.job.priority",
        "a | every 1m | \"target\": {} | target",
        "a | every 1m | \"target\": {\"jop\": {}} | target.jop",
        "a | every 1m | \"end\": \"2020-01-01T00:00:00Z\" | when",
      })
  void a_wrong_definition_is_refused_with_its_field(
      String name, String when, String more, String field) {
    try (EngineFixture fixture = start(clock)) {
      ObjectNode document = document(name, when, "");
      if (more != null) {
        document.setAll((ObjectNode) StrictJson.tree("{" + more + "}"));
      }
      assertThatThrownBy(() -> fixture.engine().schedules().create(document))
          .isInstanceOfSatisfying(
              InvalidRequestException.class, e -> assertThat(e.field()).isEqualTo(field));
      document.put("wenn", 1);
      assertThatThrownBy(() -> fixture.engine().schedules().create(document))
          .isInstanceOf(JsonProblemException.class);
    }
  }
}

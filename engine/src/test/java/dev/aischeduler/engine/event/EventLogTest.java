package dev.aischeduler.engine.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.aischeduler.config.TestTaskTypes;
import dev.aischeduler.db.job.EventLogStore;
import dev.aischeduler.db.job.JobEvent;
import dev.aischeduler.engine.submission.Submission;
import dev.aischeduler.engine.testing.EngineFixture;
import dev.aischeduler.engine.testing.OnBothDatabases;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class EventLogTest extends OnBothDatabases {
  /** What a follower got: an event with what was settled then, or that alone. */
  private record Heard(JobEvent event, long settled) {}

  private static final class Recorder implements EventLog.Follower {
    private final List<Heard> events = new CopyOnWriteArrayList<>();
    private volatile long settled;

    @Override
    public void event(JobEvent event, long position) {
      events.add(new Heard(event, position));
      settled = Math.max(settled, position);
    }

    @Override
    public void settled(long position) {
      settled = Math.max(settled, position);
    }

    private List<Long> positions() {
      return events.stream().map(heard -> heard.event().seq()).toList();
    }
  }

  @Test
  void an_event_that_commits_late_is_told_and_nothing_above_it_is_settled_before()
      throws SQLException {
    try (EngineFixture fixture = start();
        EventLog log = new EventLog(new EventLogStore(fixture.database))) {
      Recorder heard = new Recorder();
      EventLog.Beginning from = log.follow(heard);
      UUID first = fixture.submit(TestTaskTypes.LLM, "any", null);
      await()
          .until(
              () -> {
                log.read();
                return heard.events.stream().anyMatch(h -> says(h, "succeeded"))
                    && heard.settled == heard.events.get(heard.events.size() - 1).event().seq();
              });
      try (Connection late = raw(fixture);
          Connection abandoned = raw(fixture);
          Connection other = raw(fixture)) {
        long missing = add(late, first);
        long never = add(abandoned, first);
        long above = add(other, first);
        other.commit();
        log.read();
        log.read();
        log.read();
        assertThat(heard.positions()).contains(above).doesNotContain(missing, never);
        assertThat(heard.settled).isEqualTo(missing - 1);

        late.commit();
        log.read();
        assertThat(heard.positions()).endsWith(missing);
        assertThat(heard.settled).isEqualTo(missing);

        abandoned.rollback();
        await()
            .until(
                () -> {
                  log.read();
                  return heard.settled == above;
                });
        assertThat(heard.positions()).doesNotContain(never);
      }
      from.subscription().close();
    }
  }

  /** Changes a job and adds an event in a transaction that stays open; returns its position. */
  private static long add(Connection connection, UUID job) throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement(
            "INSERT INTO job_event (job_id, at, kind, data)"
                + " VALUES (?, CURRENT_TIMESTAMP, 'state', '{\"status\":\"queued\"}')",
            Statement.RETURN_GENERATED_KEYS)) {
      insert.setObject(1, job);
      insert.executeUpdate();
      try (ResultSet keys = insert.getGeneratedKeys()) {
        assertThat(keys.next()).isTrue();
        return keys.getLong("seq");
      }
    }
  }

  private static Connection raw(EngineFixture fixture) throws SQLException {
    Connection connection = fixture.database.jdbi().open().getConnection();
    connection.setAutoCommit(false);
    return connection;
  }

  @Test
  void a_job_that_was_scheduled_before_it_was_queued_is_created_once() throws SQLException {
    try (EngineFixture fixture = start()) {
      UUID job = UUID.randomUUID();
      Instant now = Instant.now();
      List<JobEvent> page =
          Stream.of("scheduled", "queued", "running")
              .map(s -> new JobEvent(s.length(), job, now, "state", "{\"status\":\"" + s + "\"}"))
              .toList();
      assertThat(new EventLogStore(fixture.database).creations(page)).isEmpty();
    }
  }

  @Test
  void whoever_stops_anywhere_and_goes_on_from_its_position_has_every_event_once_or_more()
      throws Exception {
    try (EngineFixture fixture = start("lanes.llm.max_concurrent=4")) {
      EventLog log = fixture.jobs().eventLog();
      EventReplay replay = fixture.jobs().eventReplay();
      Set<Long> got = new HashSet<>();
      Map<UUID, List<String>> states = new HashMap<>();
      long position = 0;
      CompletableFuture<Void> work =
          CompletableFuture.runAsync(
              () ->
                  IntStream.range(0, 40)
                      .forEach(i -> fixture.submit(TestTaskTypes.LLM, "job" + i, null)));
      for (int i = 0; i < 10; i++) {
        Recorder heard = new Recorder();
        EventLog.Beginning from = log.follow(heard);
        for (JobEvent event : all(replay, position, from.read())) {
          got.add(event.seq());
          note(states, event);
        }
        position = Math.max(position, from.settled());
        int some = i;
        await().until(() -> work.isDone() || heard.events.size() > some * 2);
        from.subscription().close();
        // what was heard after the last settled position is lost, as when a connection breaks
        long stopped = heard.settled;
        heard.events.stream()
            .map(Heard::event)
            .filter(event -> event.seq() <= stopped)
            .forEach(
                event -> {
                  got.add(event.seq());
                  note(states, event);
                });
        position = Math.max(position, stopped);
      }
      work.join();
      await().until(() -> unfinished(fixture) == 0);
      for (JobEvent event : all(replay, position, Long.MAX_VALUE)) {
        got.add(event.seq());
        note(states, event);
      }
      assertThat(got).containsAll(stored(fixture));
      assertThat(states).hasSize(40);
      assertThat(states.values())
          .allSatisfy(all -> assertThat(all).contains("queued", "running", "succeeded"));
    }
  }

  private static void note(Map<UUID, List<String>> states, JobEvent event) {
    String status = event.data().replaceAll(".*\"status\":\"(\\w+)\".*", "$1");
    states.computeIfAbsent(event.jobId(), id -> new ArrayList<>()).add(status);
  }

  private static List<JobEvent> all(EventReplay replay, long after, long upTo) {
    List<JobEvent> all = new ArrayList<>();
    long cursor = after;
    List<JobEvent> page = replay.page(cursor, upTo);
    while (!page.isEmpty()) {
      all.addAll(page);
      cursor = page.get(page.size() - 1).seq();
      page = replay.page(cursor, upTo);
    }
    return all;
  }

  private static long unfinished(EngineFixture fixture) {
    return fixture
        .database
        .jdbi()
        .withHandle(
            h ->
                h.createQuery("SELECT count(*) FROM job WHERE finished_at IS NULL")
                    .mapTo(Long.class)
                    .one());
  }

  private static List<Long> stored(EngineFixture fixture) {
    return fixture
        .database
        .jdbi()
        .withHandle(h -> h.createQuery("SELECT seq FROM job_event").mapTo(Long.class).list());
  }

  @Test
  void a_waiting_job_is_told_at_once_and_positions_that_cannot_be_gone_on_from_are_named() {
    try (EngineFixture fixture = start()) {
      fixture.jobs().pause(TestTaskTypes.LLM, true);
      Recorder heard = new Recorder();
      EventLog.Beginning from = fixture.jobs().eventLog().follow(heard);
      List<UUID> ids =
          fixture
              .jobs()
              .submitAll(
                  IntStream.range(0, 3)
                      .mapToObj(
                          i ->
                              Submission.of(
                                  TestTaskTypes.LLM, EngineFixture.request("chat" + i, null)))
                      .toList())
              .stream()
              .map(submitted -> submitted.job().id())
              .toList();
      await().until(() -> heard.events.size() == 3);
      assertThat(heard.events)
          .allMatch(h -> h.event().isCreation() && h.settled() == EventLog.NO_POSITION)
          .extracting(h -> h.event().jobId())
          .containsExactlyElementsOf(ids);
      fixture.jobs().pause(TestTaskTypes.LLM, false);
      await().until(() -> heard.events.stream().filter(h -> says(h, "succeeded")).count() == 3);
      assertThat(heard.events.stream().filter(h -> h.event().isCreation())).hasSize(3);
      from.subscription().close();

      EventReplay replay = fixture.jobs().eventReplay();
      // one event of each job at least, more where its start has one of its own
      await().until(() -> heard.settled >= 3);
      long last = heard.settled;
      assertThat(replay.possible(last, last)).isEqualTo(EventReplay.Possible.YES);
      assertThat(replay.possible(last + 1000, last)).isEqualTo(EventReplay.Possible.UNKNOWN);
      fixture
          .database
          .jdbi()
          .useHandle(h -> h.execute("DELETE FROM job_event WHERE seq < ?", last));
      assertThat(replay.possible(last - 2, last)).isEqualTo(EventReplay.Possible.TOO_OLD);
      assertThat(replay.possible(last - 1, last)).isEqualTo(EventReplay.Possible.YES);
    }
  }

  private static boolean says(Heard heard, String status) {
    return heard.event().data().contains(status);
  }
}

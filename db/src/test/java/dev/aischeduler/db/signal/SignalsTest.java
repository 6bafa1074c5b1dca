package dev.aischeduler.db.signal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.aischeduler.config.TaskType;
import dev.aischeduler.config.TestTaskTypes;
import dev.aischeduler.db.Database;
import dev.aischeduler.db.Dialect;
import dev.aischeduler.db.TestDatabases;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SignalsTest {
  private static final UUID JOB = UUID.randomUUID();
  private static final Instant AT = Instant.parse("2026-01-01T00:00:00.000001Z");

  private static Signal live(int number, String text) {
    return new Signal.Live(JOB, "s1", number, AT, "token", "{\"text\":\"" + text + "\"}");
  }

  @Test
  void what_one_node_sends_the_others_receive_and_it_does_not() {
    Signal cancelled = new Signal.Cancelled(JOB);
    Signal queued = new Signal.Queued(Set.of(TestTaskTypes.LLM, TestTaskTypes.IMAGE));
    List<Signal> here = new CopyOnWriteArrayList<>();
    List<Signal> there = new CopyOnWriteArrayList<>();
    try (Database database = TestDatabases.open(Dialect.POSTGRESQL);
        Signals one = Signals.of(database);
        Signals other = Signals.of(database)) {
      one.start(here::add);
      other.start(there::add);
      // each is told first that it may have missed something
      await().until(() -> here.size() == 1 && there.size() == 1);
      one.send(queued);
      one.send(cancelled);
      await().until(() -> there.contains(cancelled));
      assertThat(there).containsExactly(new Signal.Missed(), queued, cancelled);
      other.send(cancelled);
      await().until(() -> here.contains(cancelled));
      assertThat(here).containsExactly(new Signal.Missed(), cancelled);
    }
  }

  @Test
  void ten_thousand_submissions_make_few_notifications_and_lose_nothing_between_them() {
    List<Signal> there = new CopyOnWriteArrayList<>();
    Signal last = new Signal.Cancelled(JOB);
    try (Database database = TestDatabases.open(Dialect.POSTGRESQL);
        Signals one = Signals.of(database);
        Signals other = Signals.of(database)) {
      one.start(signal -> {});
      other.start(there::add);
      await().until(() -> !there.isEmpty());
      for (int i = 0; i < 10_000; i++) {
        one.send(new Signal.Queued(Set.of(TestTaskTypes.LLM)));
      }
      one.send(last);
      await().until(() -> there.contains(last));
      assertThat(there).contains(new Signal.Queued(Set.of(TestTaskTypes.LLM))).hasSizeLessThan(100);
    }
  }

  @Test
  void texts_longer_than_a_notification_arrive_whole_and_in_order() {
    List<Signal> there = new CopyOnWriteArrayList<>();
    List<Signal> sent =
        List.of(
            live(0, "短"), live(1, "长😀".repeat(9_000)), live(2, "x".repeat(7_800)), live(3, "!"));
    try (Database database = TestDatabases.open(Dialect.POSTGRESQL);
        Signals one = Signals.of(database);
        Signals other = Signals.of(database)) {
      one.start(signal -> {});
      other.start(there::add);
      await().until(() -> !there.isEmpty());
      sent.forEach(one::send);
      await().until(() -> there.size() == 1 + sent.size());
      assertThat(there.subList(1, there.size())).isEqualTo(sent);
    }
  }

  @Test
  void after_all_sessions_broke_a_node_learns_that_it_missed_signals_and_receives_again() {
    Signal queued = new Signal.Queued(Set.of(TestTaskTypes.TTS));
    List<Signal> there = new CopyOnWriteArrayList<>();
    try (Database database = TestDatabases.open(Dialect.POSTGRESQL);
        Signals one = Signals.of(database);
        Signals other = Signals.of(database)) {
      one.start(signal -> {});
      other.start(there::add);
      await().until(() -> !there.isEmpty());
      database
          .jdbi()
          .useHandle(
              h ->
                  h.execute(
                      """
                      SELECT pg_terminate_backend(pid) FROM pg_stat_activity
                       WHERE datname = current_database() AND pid <> pg_backend_pid()"""));
      await()
          .untilAsserted(
              () -> assertThat(there).filteredOn(Signal.Missed.class::isInstance).hasSize(2));
      // the first try to send this meets a broken session
      one.send(queued);
      await().until(() -> there.contains(queued));
    }
  }

  static List<Signal> every_kind() {
    return List.of(
        new Signal.Queued(Set.of(TestTaskTypes.LLM, TestTaskTypes.TTS)),
        new Signal.Refresh(),
        new Signal.Cancelled(JOB),
        new Signal.NodesChanged(),
        new Signal.Watching(
            "node-1.a_b",
            Map.of(JOB, new Signal.Received("s-1", 7), UUID.randomUUID(), Signal.Received.NONE)),
        new Signal.Unwatched("node", Set.of(JOB, UUID.randomUUID())),
        new Signal.WatchesRequested(),
        new Signal.Changed(JOB, 42),
        live(3, "a:b=c,d\n\r\0\u2028\""));
  }

  @ParameterizedTest
  @MethodSource("every_kind")
  void a_signal_is_written_on_one_line_and_read_back(Signal signal) {
    String message = SignalCodec.write(signal);
    assertThat(message).doesNotContain("\n", "\r", "\0");
    assertThat(SignalCodec.read(message)).isEqualTo(signal);
  }

  @Test
  void equal_sets_of_lanes_make_equal_messages_so_that_a_burst_is_sent_once() {
    Set<TaskType> one = new LinkedHashSet<>(List.of(TestTaskTypes.LLM, TestTaskTypes.IMAGE));
    Set<TaskType> other = new LinkedHashSet<>(List.of(TestTaskTypes.IMAGE, TestTaskTypes.LLM));
    assertThat(SignalCodec.write(new Signal.Queued(one)))
        .isEqualTo(SignalCodec.write(new Signal.Queued(other)))
        .isEqualTo("{\"signal\":\"queued\",\"lanes\":[\"image\",\"llm\"]}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "q:llm",
        "[]",
        "{}",
        "{\"signal\":\"future\"}",
        "{\"signal\":\"missed\"}",
        "{\"signal\":\"cancelled\"}",
        "{\"signal\":\"cancelled\",\"job\":null}",
        "{\"signal\":\"cancelled\",\"job\":\"not-an-id\"}",
        "{\"signal\":\"queued\",\"lanes\":[\"no lane\"]}",
        "{\"signal\":\"queued\",\"lanes\":[null]}",
        "{\"signal\":\"changed\",\"job\":\"00000000-0000-0000-0000-000000000001\"}",
        "{\"signal\":\"watching\",\"node\":\"n\",\"received\":"
            + "{\"00000000-0000-0000-0000-000000000001\":null}}",
        "{\"signal\":\"watching\",\"node\":\"n\",\"received\":"
            + "{\"00000000-0000-0000-0000-000000000001\":{\"stream\":\"s\",\"count\":-1}}}",
        "{\"signal\":\"live\",\"job\":\"00000000-0000-0000-0000-000000000001\""
      })
  void a_message_that_cannot_be_read_makes_the_node_read_the_tables(String message) {
    assertThat(SignalCodec.read(message)).isEqualTo(new Signal.Refresh());
  }

  @Test
  void a_lane_that_this_process_does_not_know_is_read_like_any_other() {
    assertThat(SignalCodec.read("{\"signal\":\"queued\",\"lanes\":[\"llm\",\"video\"]}"))
        .isEqualTo(new Signal.Queued(Set.of(TestTaskTypes.LLM, new TaskType("video"))));
  }
}

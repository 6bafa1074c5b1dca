package dev.aischeduler.engine.node;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aischeduler.db.node.ClusterSnapshot;
import dev.aischeduler.db.node.Node;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class NodeWatchTest {
  private static final UUID INCARNATION = UUID.randomUUID();
  private static final Duration UP = Duration.ofHours(1);

  private final NodeWatch watch = new NodeWatch("here");
  private long nanos = 1;

  /** Looks after a second at a node with this heartbeat; true when it is lost. */
  private boolean lost(int heartbeat, boolean leased) {
    return lost(heartbeat, leased, Duration.ofSeconds(1), UP);
  }

  private boolean lost(int heartbeat, boolean leased, Duration later, Duration up) {
    nanos += later.toNanos();
    ClusterSnapshot snapshot =
        new ClusterSnapshot(
            List.of(node("here", 1, false), node("there", heartbeat, leased)), List.of(), up);
    List<Node> lost = watch.lost(snapshot, nanos);
    assertThat(lost).extracting(Node::name).isSubsetOf("there");
    return !lost.isEmpty();
  }

  private static Node node(String name, int heartbeat, boolean leased) {
    Instant beat = Instant.EPOCH.plusSeconds(heartbeat);
    return new Node(
        name,
        INCARNATION,
        List.of("cpu"),
        "1",
        "host",
        1,
        null,
        1,
        Map.of(),
        false,
        Instant.EPOCH,
        beat,
        Duration.ZERO,
        false,
        leased);
  }

  @Test
  void a_node_without_session_that_misses_its_heartbeat_is_lost_after_two_seconds() {
    assertThat(lost(1, false)).isFalse();
    assertThat(lost(1, false)).isFalse();
    assertThat(lost(1, false)).isTrue();
  }

  @Test
  void a_node_that_beats_is_never_lost_though_its_session_is_being_opened_again() {
    for (int beat = 1; beat < 30; beat++) {
      assertThat(lost(beat, false)).isFalse();
    }
  }

  @Test
  void a_frozen_node_keeps_its_session_and_is_lost_after_eight_seconds_of_silence() {
    for (int second = 0; second < 8; second++) {
      assertThat(lost(1, true)).isFalse();
    }
    assertThat(lost(1, true)).isTrue();
  }

  @Test
  void a_watcher_that_was_itself_stopped_does_not_count_that_time() {
    assertThat(lost(1, true)).isFalse();
    assertThat(lost(1, true, Duration.ofMinutes(5), UP)).isFalse();
    assertThat(lost(2, true)).isFalse();
  }

  @Test
  void after_the_database_was_away_every_node_gets_time_to_beat_again() {
    assertThat(lost(1, false)).isFalse();
    watch.suspend(nanos);
    for (int second = 0; second < 9; second++) {
      assertThat(lost(1, false)).isFalse();
    }
    assertThat(lost(2, false)).isFalse();
    assertThat(lost(2, false)).isFalse();
    assertThat(lost(2, false)).isTrue();
  }

  @Test
  void a_database_that_has_just_started_counts_as_having_been_away() {
    for (int second = 1; second < 10; second++) {
      assertThat(lost(1, false, Duration.ofSeconds(1), Duration.ofSeconds(second))).isFalse();
    }
  }
}

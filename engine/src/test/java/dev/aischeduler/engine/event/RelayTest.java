package dev.aischeduler.engine.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aischeduler.db.job.JobEvent;
import dev.aischeduler.db.signal.Signal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class RelayTest {
  private static final UUID JOB = UUID.randomUUID();

  private final List<TestNode> nodes = new ArrayList<>();

  /** A relay whose signals wait until {@link #deliver} carries them, and what it passed on. */
  private static final class TestNode implements Relay.Local {
    private final List<Signal> unsent = new ArrayList<>();
    private final List<String> live = new ArrayList<>();
    private final List<Long> changed = new ArrayList<>();
    private final Relay relay;
    private int missed;

    TestNode(String name) {
      relay = new Relay(name, unsent::add);
    }

    void publish(String token) {
      relay.publish(new JobEvent(0, JOB, Instant.EPOCH, "token", token));
    }

    @Override
    public void live(JobEvent event) {
      live.add(event.data());
    }

    @Override
    public void changed(UUID job, long seq) {
      changed.add(seq);
    }

    @Override
    public long lastSeq(UUID job) {
      return 42;
    }

    @Override
    public void missed() {
      missed++;
    }
  }

  private TestNode node(String name) {
    TestNode node = new TestNode(name);
    nodes.add(node);
    return node;
  }

  /** Carries signals between the nodes until none is left. */
  private void deliver() {
    boolean more = true;
    while (more) {
      more = false;
      for (TestNode from : nodes) {
        for (Signal signal : take(from)) {
          more = true;
          nodes.stream().filter(to -> to != from).forEach(to -> to.relay.onSignal(signal, to));
        }
      }
    }
  }

  private static List<Signal> take(TestNode from) {
    List<Signal> signals = List.copyOf(from.unsent);
    from.unsent.clear();
    return signals;
  }

  @Test
  void nothing_is_sent_for_jobs_that_no_other_node_watches() {
    TestNode runner = node("a");
    node("b");
    runner.publish("one");
    assertThat(runner.unsent).isEmpty();
    assertThat(runner.relay.isWatchedElsewhere(JOB)).isFalse();
  }

  @Test
  void a_node_that_begins_to_watch_gets_the_attempt_from_its_beginning_and_each_event_once() {
    TestNode runner = node("a");
    TestNode watcher = node("b");
    runner.publish("one");
    runner.publish("two");
    watcher.relay.watch(JOB);
    deliver();
    runner.publish("three");
    deliver();
    watcher.relay.run();
    deliver();
    assertThat(watcher.live).containsExactly("one", "two", "three");
    assertThat(runner.live).isEmpty();
  }

  @Test
  void lost_events_of_a_running_attempt_are_sent_again_at_the_next_announcement() {
    TestNode runner = node("a");
    TestNode watcher = node("b");
    watcher.relay.watch(JOB);
    deliver();
    runner.publish("one");
    deliver();
    runner.publish("two");
    take(runner);
    watcher.relay.run();
    deliver();
    assertThat(watcher.live).containsExactly("one", "two");
  }

  @Test
  void lost_first_events_of_a_further_attempt_are_sent_again_too() {
    TestNode runner = node("a");
    TestNode watcher = node("b");
    watcher.relay.watch(JOB);
    deliver();
    runner.publish("one");
    runner.publish("two");
    deliver();
    runner.relay.changing(List.of(JOB));
    runner.publish("uno");
    runner.publish("due");
    take(runner);
    watcher.relay.run();
    deliver();
    assertThat(watcher.live).containsExactly("one", "two", "uno", "due");
  }

  @Test
  void events_of_an_attempt_that_another_node_has_replaced_are_not_sent_again() {
    TestNode first = node("a");
    TestNode second = node("c");
    TestNode watcher = node("b");
    watcher.relay.watch(JOB);
    deliver();
    first.publish("one");
    first.publish("two");
    first.publish("three");
    deliver();
    first.relay.changing(List.of(JOB));
    second.publish("uno");
    deliver();
    watcher.relay.run();
    deliver();
    second.publish("due");
    deliver();
    assertThat(watcher.live).containsExactly("one", "two", "three", "uno", "due");
  }

  @Test
  void a_node_that_was_restarted_runs_the_job_again_and_all_of_its_events_arrive() {
    TestNode before = node("a");
    TestNode watcher = node("b");
    watcher.relay.watch(JOB);
    deliver();
    before.publish("one");
    before.publish("two");
    deliver();
    nodes.remove(before);
    TestNode after = node("a");
    watcher.relay.run();
    deliver();
    after.publish("uno");
    after.publish("due");
    after.publish("tre");
    deliver();
    assertThat(watcher.live).containsExactly("one", "two", "uno", "due", "tre");
  }

  @Test
  void a_node_that_begins_to_watch_just_after_a_change_learns_of_it() {
    TestNode runner = node("a");
    TestNode watcher = node("b");
    runner.relay.changing(List.of(JOB));
    watcher.relay.watch(JOB);
    deliver();
    watcher.relay.run();
    deliver();
    assertThat(watcher.changed).containsExactly(42L);
  }

  @Test
  void after_missed_signals_a_node_announces_its_watches_and_asks_for_those_of_others() {
    TestNode runner = node("a");
    TestNode watcher = node("b");
    watcher.relay.watch(JOB);
    take(watcher);
    runner.relay.onSignal(new Signal.Missed(), runner);
    deliver();
    assertThat(runner.missed).isEqualTo(1);
    assertThat(runner.relay.isWatchedElsewhere(JOB)).isTrue();
  }

  @Test
  void a_watch_ends_at_the_other_nodes_when_it_is_called_off_or_not_repeated() {
    WatchingNodes watching = new WatchingNodes();
    assertThat(watching.add(JOB, "b", 0)).isTrue();
    assertThat(watching.add(JOB, "c", 20_000_000_000L)).isTrue();
    assertThat(watching.add(JOB, "c", 21_000_000_000L)).isFalse();
    watching.expire(31_000_000_000L);
    assertThat(watching.has(JOB)).isTrue();
    watching.remove(Set.of(JOB), "c");
    assertThat(watching.has(JOB)).isFalse();
  }
}

package dev.aischeduler.db.signal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.aischeduler.config.TaskType;
import dev.aischeduler.db.Database;
import dev.aischeduler.db.Dialect;
import dev.aischeduler.db.TestDatabases;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

class SignalsTest {

  @Test
  void what_one_node_sends_the_others_hear_and_it_does_not_hear_itself() {
    Signal cancelled = new Signal.Cancelled(UUID.randomUUID());
    Signal queued = new Signal.Queued(Set.of(TaskType.LLM, TaskType.IMAGE));
    List<Signal> here = new CopyOnWriteArrayList<>();
    List<Signal> there = new CopyOnWriteArrayList<>();
    try (Database database = TestDatabases.open(Dialect.POSTGRESQL);
        Signals one = Signals.of(database);
        Signals other = Signals.of(database)) {
      one.start(here::add);
      other.start(there::add);
      // each starts with a look around, because it may have missed something
      await().until(() -> here.size() == 1 && there.size() == 1);
      one.send(queued);
      one.send(cancelled);
      await().until(() -> there.contains(cancelled));
      assertThat(there).containsExactly(new Signal.LookAround(), queued, cancelled);
      other.send(cancelled);
      await().until(() -> here.contains(cancelled));
      assertThat(here).containsExactly(new Signal.LookAround(), cancelled);
    }
  }

  @Test
  void a_word_that_this_version_does_not_know_calls_for_a_look_around() {
    assertThat(Signal.of("z:future")).isEqualTo(new Signal.LookAround());
    assertThat(Signal.of("c:not-an-id")).isEqualTo(new Signal.LookAround());
    assertThat(Signal.of("q:llm,video")).isEqualTo(new Signal.Queued(Set.of(TaskType.LLM)));
  }
}

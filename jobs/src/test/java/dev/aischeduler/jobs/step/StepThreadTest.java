package dev.aischeduler.jobs.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aischeduler.jobs.llm.LlmTask;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
final class StepThreadTest {
  private final HeldDevice device = new HeldDevice();

  /** Work of one step, which ends with its name. */
  private static final class Errand implements Work {
    private final String name;
    private final int priority;
    private final CompletableFuture<String> end = new CompletableFuture<>();
    private volatile boolean left;

    private Errand(String name, int priority) {
      this.name = name;
      this.priority = priority;
    }

    @Override
    public int priority() {
      return priority;
    }

    @Override
    public boolean isCancelled() {
      return left;
    }

    @Override
    public void fail(Throwable why) {
      end.completeExceptionally(why);
    }
  }

  /** Does one errand a step; the one named bad throws. */
  private final class Errands implements Steps<Errand> {
    private final List<Errand> underWay = new ArrayList<>();

    @Override
    public boolean active() {
      return !underWay.isEmpty();
    }

    @Override
    public void step(WaitingWork<Errand> waiting) throws InterruptedException {
      Errand next = waiting.first();
      if (next == null) {
        return;
      }
      underWay.addAll(waiting.take(next::equals, 1));
      device.slice(LlmTask.TYPE, next.priority()).close();
      if (next.name.equals("bad")) {
        throw new IllegalStateException("this errand cannot be done");
      }
      underWay.remove(next);
      next.end.complete(next.name);
    }

    @Override
    public void endAll(Throwable why) {
      underWay.forEach(errand -> errand.fail(why));
      underWay.clear();
    }
  }

  private StepThread<Errand> thread() {
    return new StepThread<>(LlmTask.TYPE, "test", new Errands());
  }

  @Test
  void the_highest_priority_runs_first_among_equals_the_oldest_and_cancelled_work_never()
      throws Exception {
    Errand last = new Errand("last", 0);
    try (StepThread<Errand> thread = thread()) {
      thread.submit(List.of(new Errand("first", 4)));
      device.awaitFirst();
      Errand gone = new Errand("gone", 9);
      thread.submit(List.of(last, new Errand("older", 5), gone, new Errand("urgent", 8)));
      thread.submit(List.of(new Errand("younger", 5)));
      gone.left = true;
      device.release();
      assertThat(last.end.get()).isEqualTo("last");
      assertThat(gone.end).isNotDone();
    }
    assertThat(device.priorities()).containsExactly(4, 8, 5, 5, 0);
  }

  @Test
  void a_step_that_throws_ends_the_work_under_way_and_not_the_thread() throws Exception {
    device.release();
    try (StepThread<Errand> thread = thread()) {
      Errand bad = new Errand("bad", 5);
      Errand good = new Errand("good", 5);
      thread.submit(List.of(bad, good));
      assertThatThrownBy(bad.end::get)
          .isInstanceOf(ExecutionException.class)
          .hasMessageContaining("this errand cannot be done");
      assertThat(good.end.get()).isEqualTo("good");
    }
  }

  @Test
  void closing_ends_the_thread_and_fails_what_is_under_way_what_waits_and_what_comes()
      throws Exception {
    StepThread<Errand> thread = thread();
    Errand running = new Errand("running", 5);
    Errand waiting = new Errand("waiting", 5);
    thread.submit(List.of(running));
    device.awaitFirst();
    thread.submit(List.of(waiting));
    thread.close();
    for (Errand errand : List.of(running, waiting)) {
      assertThatThrownBy(errand.end::get)
          .hasRootCauseInstanceOf(IllegalStateException.class)
          .hasMessageContaining("model test is being closed");
    }
    assertThatThrownBy(() -> thread.submit(List.of(new Errand("late", 5))))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("being closed");
    assertThat(Thread.getAllStackTraces().keySet())
        .noneMatch(each -> each.getName().equals("llm-batch-test"));
  }
}

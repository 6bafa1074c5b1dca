package dev.aischeduler.engine.run;

import dev.aischeduler.db.queue.JobQueue;
import dev.aischeduler.db.queue.Transition;
import dev.aischeduler.db.run.ItemState;
import dev.aischeduler.db.run.RunItem;
import dev.aischeduler.db.run.RunItemStore;
import dev.aischeduler.engine.server.Cancellations;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

/** The jobs of a run: which of them have ended, and how all are cancelled. Thread-safe. */
public final class RunJobs {
  /** Ended jobs that are noted in one transaction. */
  private static final int SETTLED_AT_ONCE = 1000;

  private static final int CANCELLED_AT_ONCE = 500;

  private final RunItemStore items;
  private final JobQueue queue;
  private final Cancellations cancellations;
  private final Clock clock;

  public RunJobs(RunItemStore items, JobQueue queue, Cancellations cancellations, Clock clock) {
    this.items = items;
    this.queue = queue;
    this.cancellations = cancellations;
    this.clock = clock;
  }

  /**
   * Notes which jobs have ended.
   *
   * @param between runs before each transaction; what it throws ends this
   */
  void settle(UUID run, Runnable between) {
    int settled = SETTLED_AT_ONCE;
    while (settled == SETTLED_AT_ONCE) {
      between.run();
      settled = items.settle(run, SETTLED_AT_ONCE, clock.instant()).size();
    }
  }

  /** Cancels those that have not ended, and notes it. */
  void cancel(UUID run) {
    int after = 0;
    List<RunItem> some = items.items(run, ItemState.SUBMITTED, after, CANCELLED_AT_ONCE);
    while (!some.isEmpty()) {
      List<Transition> done =
          queue.cancel(
              some.stream().map(RunItem::jobId).filter(Objects::nonNull).toList(),
              JobQueue.OPEN,
              clock.instant());
      cancellations.committed(done);
      after = some.get(some.size() - 1).item();
      some = items.items(run, ItemState.SUBMITTED, after, CANCELLED_AT_ONCE);
    }
    settle(run, () -> {});
  }
}

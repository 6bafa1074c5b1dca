package dev.aischeduler.engine.server;

import dev.aischeduler.db.job.JobStatus;
import dev.aischeduler.db.queue.Transition;
import dev.aischeduler.db.signal.Signal;
import dev.aischeduler.engine.attempt.Attempts;
import dev.aischeduler.engine.task.TaskStoppedException.Reason;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;

/** Stops the attempts of jobs whose cancellation is committed, wherever they run. Thread-safe. */
public final class Cancellations {
  private final Attempts attempts;
  private final ChangePublisher publisher;
  private final Consumer<Signal> signals;

  /**
   * @param signals reaches the other nodes
   */
  public Cancellations(Attempts attempts, ChangePublisher publisher, Consumer<Signal> signals) {
    this.attempts = attempts;
    this.publisher = publisher;
    this.signals = signals;
  }

  /** These jobs were cancelled by this node. */
  public void committed(List<Transition> cancelled) {
    for (Transition job : cancelled) {
      if (job.from() == JobStatus.RUNNING) {
        stopAttempts(job.job());
        signals.accept(new Signal.Cancelled(job.job()));
      }
    }
    publisher.changed(cancelled);
  }

  /** Stops the attempts of this node at a job that was cancelled by whatever node. */
  public void stopAttempts(UUID job) {
    attempts.stop(job, Reason.CANCELLED);
  }
}

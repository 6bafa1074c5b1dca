package dev.aischeduler.engine.attempt;

import dev.aischeduler.db.artifact.Artifact;
import dev.aischeduler.engine.task.TaskStoppedException.Reason;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How an attempt ended on its node; {@link NextState} says what becomes of its job. */
public sealed interface Ending {

  /**
   * It did its work.
   *
   * @param result document (JSON)
   */
  record Succeeded(String result, List<Artifact> artifacts) implements Ending {}

  /**
   * It failed.
   *
   * @param cause for the log, where it says more than the failure does; else null
   */
  record Failed(Failure failure, @Nullable Throwable cause) implements Ending {}

  /**
   * It goes back to the queue and costs nothing.
   *
   * @param delay how long the job waits before it may start again; empty for not at all
   */
  record PutBack(Optional<Duration> delay, String why) implements Ending {}

  /** The job belongs to this attempt no more: there is nothing to write. */
  record Abandoned(Reason why) implements Ending {}
}

package dev.aischeduler.engine.run;

import dev.aischeduler.db.run.RunStatus;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What follows a turn of a run. */
public sealed interface Next {

  /** There is more to do at once. */
  record Again() implements Next {}

  /**
   * Nothing can be done until a job of the run ends, or a user changes the run.
   *
   * @param atMost time after which it is looked at anyway; null for never
   */
  record Await(@Nullable Duration atMost) implements Next {}

  /**
   * It is over.
   *
   * @param status a final one
   * @param error why it failed; null when its items tell
   */
  record Ended(RunStatus status, @Nullable String error) implements Next {}
}

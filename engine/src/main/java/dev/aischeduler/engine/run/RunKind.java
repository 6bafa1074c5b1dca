package dev.aischeduler.engine.run;

import dev.aischeduler.db.run.Run;
import java.util.UUID;

/**
 * Knows what the runs of one kind do. Implementations are thread-safe; a run is advanced by one
 * thread at a time, unless a node that seemed to be lost goes on after all.
 */
public interface RunKind {
  /** Its name, {@code bulk} or {@code workflow}. */
  String name();

  /**
   * Does for a run what can be done now, without waiting for jobs, within a second or so. What it
   * does may have been done before by a turn that was lost: it must find that out by itself.
   *
   * @param run as it is stored, with every ended job noted
   * @throws RunFailedException when it cannot go on; jobs in flight go on
   * @throws Exception a database that is away; the turn is made again then. Any other error ends
   *     the run.
   */
  Next advance(Run run, RunContext context) throws Exception;

  /**
   * A user has cancelled a run, also while a turn submitted jobs of it; all of them are cancelled.
   * May be told several times.
   */
  default void cancelled(UUID run) {}
}

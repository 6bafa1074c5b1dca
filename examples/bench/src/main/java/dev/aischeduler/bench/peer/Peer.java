package dev.aischeduler.bench.peer;

import dev.aischeduler.config.Settings;
import dev.aischeduler.db.Dialect;
import java.util.function.IntConsumer;

/** A job engine as configured for the benchmark. Thread-safe. */
public interface Peer {
  /** Name in tables and on command lines; unique. */
  String name();

  /** Whether it works on this kind of database. */
  boolean runsOn(Dialect dialect);

  /** Longest time between the submission of a job at idle and its start, in milliseconds. */
  int pollMs();

  /** SQL that counts the jobs that are not finished for good, as committed. */
  String unfinished();

  /**
   * Opens a database, made ready for this peer if it is empty. Its workers do not run yet.
   *
   * @param workers jobs that run at once
   * @param body what each job does; gets the number of the job, on a worker's thread
   */
  PeerRun open(Settings.Database database, int workers, IntConsumer body);
}

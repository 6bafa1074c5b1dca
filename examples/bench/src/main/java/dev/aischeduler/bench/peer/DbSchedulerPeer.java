package dev.aischeduler.bench.peer;

import dev.aischeduler.config.Settings;
import dev.aischeduler.db.Dialect;
import java.util.function.IntConsumer;

/** db-scheduler with priority and immediate execution. */
public final class DbSchedulerPeer implements Peer {
  private final String name;
  private final Polling polling;

  /** How it takes jobs. */
  public enum Polling {
    /** Reads a batch, then locks each job when it starts. */
    FETCH,
    /** Reads and locks jobs for the free threads in one statement; the library's own limits. */
    LOCK_AND_FETCH,
    /** The same far ahead of the free threads: throughput at the price of order. */
    LOCK_AND_PREFETCH
  }

  DbSchedulerPeer(String name, Polling polling) {
    this.name = name;
    this.polling = polling;
  }

  @Override
  public String name() {
    return name;
  }

  /** db-scheduler has no lock-and-fetch on H2. */
  @Override
  public boolean runsOn(Dialect dialect) {
    return polling == Polling.FETCH || dialect == Dialect.POSTGRESQL;
  }

  @Override
  public int pollMs() {
    return (int) DbSchedulerRun.POLL.toMillis();
  }

  @Override
  public String unfinished() {
    return DbSchedulerRun.UNFINISHED;
  }

  @Override
  public PeerRun open(Settings.Database database, int workers, IntConsumer body) {
    return new DbSchedulerRun(database, polling, workers, body);
  }
}

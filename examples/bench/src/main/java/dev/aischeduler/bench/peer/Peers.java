package dev.aischeduler.bench.peer;

import java.util.List;

/** Every peer. */
public final class Peers {
  /** The product. */
  public static final Peer AI_SCHEDULER = AiSchedulerPeer.serving("gpu");

  /** The product with bulk runs; stores many jobs in no other way. */
  public static final Peer BULK_RUN = AiSchedulerPeer.withManifests();

  /** db-scheduler that locks what it fetches. PostgreSQL only. */
  public static final Peer DB_SCHEDULER_LOCK =
      new DbSchedulerPeer("db-scheduler lock-and-fetch", DbSchedulerPeer.Polling.LOCK_AND_FETCH);

  /** db-scheduler that locks far more than it can run. PostgreSQL only. */
  public static final Peer DB_SCHEDULER_PREFETCH =
      new DbSchedulerPeer("db-scheduler prefetching", DbSchedulerPeer.Polling.LOCK_AND_PREFETCH);

  /** db-scheduler that fetches, then locks each job when it starts. */
  public static final Peer DB_SCHEDULER_POLL =
      new DbSchedulerPeer("db-scheduler polling", DbSchedulerPeer.Polling.FETCH);

  /** JobRunr as it comes. */
  public static final Peer JOBRUNR = new JobRunrPeer();

  /** All, in the order of the tables. */
  public static final List<Peer> ALL =
      List.of(AI_SCHEDULER, DB_SCHEDULER_LOCK, DB_SCHEDULER_POLL, DB_SCHEDULER_PREFETCH, JOBRUNR);

  private Peers() {}

  /**
   * The peer of this name.
   *
   * @throws IllegalArgumentException for an unknown name
   */
  public static Peer named(String name) {
    return ALL.stream()
        .filter(peer -> peer.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no peer is called " + name));
  }
}

package dev.aischeduler.engine.event;

import dev.aischeduler.db.job.JobEvent;
import dev.aischeduler.db.signal.Signal;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * Carries events of jobs between nodes: what is watched here is told to the others, and what
 * happens here is told to those who watch it. Nothing is sent for jobs that nobody watches
 * elsewhere. Best effort: watchers also look now and then. Thread-safe.
 */
public final class Relay implements Runnable {
  private final String node;
  private final Consumer<Signal> tell;
  private final RemoteWatches watches = new RemoteWatches();
  private final Interest interest = new Interest();
  private final LiveTail tail = new LiveTail();
  private final RecentChanges recent = new RecentChanges();

  /** No event may overtake those that are sent again. */
  private final ReentrantLock order = new ReentrantLock();

  /** Where events from other nodes go. */
  interface Local {
    /** Passes a live event on. */
    void live(JobEvent event);

    /** Another node stored events of a job up to this position. */
    void changed(UUID job, long seq);

    /** Position of the last stored event of a job. */
    long lastSeq(UUID job);

    /** Anything may have happened. */
    void missed();
  }

  /**
   * A relay.
   *
   * @param node name of this node
   * @param tell tells the other nodes, off the calling thread
   */
  public Relay(String node, Consumer<Signal> tell) {
    this.node = node;
    this.tell = tell;
  }

  /** Somebody here begins to watch a job. */
  void watch(UUID job) {
    if (watches.begin(job)) {
      tell.accept(new Signal.Watching(node, Map.of(job, 0)));
    }
  }

  /** Somebody here watches a job no more. */
  void unwatch(UUID job) {
    watches.end(job, System.nanoTime());
  }

  /** A live event was made here. */
  void made(JobEvent event) {
    order.lock();
    try {
      LiveTail.Numbered numbered = tail.add(event);
      if (interest.has(event.jobId())) {
        tell(numbered);
      }
    } finally {
      order.unlock();
    }
  }

  /** This node changes these jobs: what is made from now on belongs to other attempts. */
  void changing(Collection<UUID> jobs) {
    recent.add(jobs);
    jobs.forEach(tail::changed);
  }

  /** True when somebody at another node watches the job. */
  boolean isWatchedElsewhere(UUID job) {
    return interest.has(job);
  }

  /** This node stored an event of a job that is watched elsewhere. */
  void stored(UUID job, long seq) {
    tell.accept(new Signal.Changed(job, seq));
  }

  private void tell(LiveTail.Numbered numbered) {
    JobEvent event = numbered.event();
    tell.accept(
        new Signal.Live(
            event.jobId(),
            node + "-" + numbered.stream(),
            numbered.number(),
            event.at(),
            event.kind(),
            event.data()));
  }

  /** Takes in what another node tells; signals of other kinds are passed over. */
  void heard(Signal signal, Local local) {
    if (signal instanceof Signal.Live live) {
      if (watches.isNew(live)) {
        local.live(new JobEvent(0, live.job(), live.at(), live.kind(), live.data()));
      }
    } else if (signal instanceof Signal.Changed changed) {
      local.changed(changed.job(), changed.seq());
    } else if (signal instanceof Signal.Watching watching) {
      watching
          .heard()
          .forEach((job, heard) -> watchedElsewhere(job, heard, watching.node(), local));
    } else if (signal instanceof Signal.Unwatched unwatched) {
      interest.remove(unwatched.jobs(), unwatched.node());
    } else if (signal instanceof Signal.WhoWatches) {
      repeat();
    } else if (signal instanceof Signal.Missed) {
      tell.accept(new Signal.WhoWatches());
      repeat();
      local.missed();
    }
  }

  private void watchedElsewhere(UUID job, int heard, String by, Local local) {
    boolean fresh;
    order.lock();
    try {
      fresh = interest.add(job, by, System.nanoTime());
      tail.from(job, heard).forEach(this::tell);
    } finally {
      order.unlock();
    }
    if (fresh && recent.has(job)) {
      stored(job, local.lastSeq(job));
    }
  }

  private void repeat() {
    Map<UUID, Integer> all = watches.all();
    if (!all.isEmpty()) {
      tell.accept(new Signal.Watching(node, all));
    }
  }

  /** Repeats what is watched here and forgets what is over; call it every few seconds. */
  @Override
  public void run() {
    long now = System.nanoTime();
    Set<UUID> gone = watches.sweep(now);
    if (!gone.isEmpty()) {
      tell.accept(new Signal.Unwatched(node, gone));
    }
    repeat();
    interest.expire(now);
    tail.sweep();
    recent.turn();
  }
}

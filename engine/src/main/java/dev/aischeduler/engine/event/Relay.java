package dev.aischeduler.engine.event;

import dev.aischeduler.db.job.JobEvent;
import dev.aischeduler.db.signal.Signal;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * Carries events of jobs between nodes: it announces which jobs are watched here, and sends the
 * events of this node to those that watch them. Nothing is sent for jobs that no other node
 * watches. Best effort: watchers also poll. Thread-safe.
 */
public final class Relay implements Runnable {
  private final String node;
  private final Consumer<Signal> send;
  private final LocalWatches watches = new LocalWatches();
  private final WatchingNodes watchingNodes = new WatchingNodes();
  private final LiveTail tail = new LiveTail();
  private final RecentChanges recent = new RecentChanges();

  /** Held while events are sent, so that none overtakes those that are sent again. */
  private final ReentrantLock order = new ReentrantLock();

  /** Where events from other nodes go. */
  interface Local {
    /** Passes a live event on. */
    void live(JobEvent event);

    /** Another node stored events of a job up to this position. */
    void changed(UUID job, long seq);

    /** Position of the last stored event of a job. */
    long lastSeq(UUID job);

    /** Signals may have been missed. */
    void missed();
  }

  /**
   * @param node name of this node
   * @param send sends to the other nodes, off the calling thread
   */
  public Relay(String node, Consumer<Signal> send) {
    this.node = node;
    this.send = send;
  }

  /** A client of this node begins to watch a job. */
  void watch(UUID job) {
    if (watches.begin(job)) {
      send.accept(new Signal.Watching(node, Map.of(job, Signal.Received.NONE)));
    }
  }

  /** A client of this node stops watching a job. */
  void unwatch(UUID job) {
    watches.end(job, System.nanoTime());
  }

  /** Sends a live event of this node to those that watch its job. */
  void publish(JobEvent event) {
    order.lock();
    try {
      LiveTail.Numbered numbered = tail.add(event);
      if (watchingNodes.has(event.jobId())) {
        send(numbered);
      }
    } finally {
      order.unlock();
    }
  }

  /** Live events of the last attempt of a job on this node, oldest first; empty when unknown. */
  List<JobEvent> tail(UUID job) {
    return tail.missing(job, Signal.Received.NONE).stream().map(LiveTail.Numbered::event).toList();
  }

  /** This node changes these jobs: what is made from now on belongs to other attempts. */
  void changing(Collection<UUID> jobs) {
    recent.add(jobs);
    jobs.forEach(tail::changed);
  }

  /** True when another node watches the job. */
  boolean isWatchedElsewhere(UUID job) {
    return watchingNodes.has(job);
  }

  /** This node stored an event of a job that is watched elsewhere. */
  void stored(UUID job, long seq) {
    send.accept(new Signal.Changed(job, seq));
  }

  private void send(LiveTail.Numbered numbered) {
    JobEvent event = numbered.event();
    send.accept(
        new Signal.Live(
            event.jobId(),
            numbered.stream(),
            numbered.number(),
            event.at(),
            event.kind(),
            event.data()));
  }

  /** Handles a signal of another node; those of other kinds are ignored. */
  void onSignal(Signal signal, Local local) {
    if (signal instanceof Signal.Live live) {
      if (watches.isNew(live)) {
        local.live(new JobEvent(0, live.job(), live.at(), live.kind(), live.data()));
      }
    } else if (signal instanceof Signal.Changed changed) {
      local.changed(changed.job(), changed.seq());
    } else if (signal instanceof Signal.Watching watching) {
      watching
          .received()
          .forEach((job, known) -> watchedElsewhere(job, known, watching.node(), local));
    } else if (signal instanceof Signal.Unwatched unwatched) {
      watchingNodes.remove(unwatched.jobs(), unwatched.node());
    } else if (signal instanceof Signal.WatchesRequested) {
      repeat();
    } else if (signal instanceof Signal.Missed) {
      send.accept(new Signal.WatchesRequested());
      repeat();
      local.missed();
    }
  }

  private void watchedElsewhere(UUID job, Signal.Received received, String by, Local local) {
    boolean fresh;
    order.lock();
    try {
      fresh = watchingNodes.add(job, by, System.nanoTime());
      tail.missing(job, received).forEach(this::send);
    } finally {
      order.unlock();
    }
    if (fresh && recent.has(job)) {
      stored(job, local.lastSeq(job));
    }
  }

  private void repeat() {
    Map<UUID, Signal.Received> all = watches.all();
    if (!all.isEmpty()) {
      send.accept(new Signal.Watching(node, all));
    }
  }

  /** Repeats what is watched here and forgets what is over; call it every few seconds. */
  @Override
  public void run() {
    long now = System.nanoTime();
    Set<UUID> gone = watches.sweep(now);
    if (!gone.isEmpty()) {
      send.accept(new Signal.Unwatched(node, gone));
    }
    repeat();
    watchingNodes.expire(now);
    tail.sweep();
    recent.turn();
  }
}

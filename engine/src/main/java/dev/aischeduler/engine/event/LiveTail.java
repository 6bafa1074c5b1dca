package dev.aischeduler.engine.event;

import dev.aischeduler.db.job.JobEvent;
import dev.aischeduler.db.signal.Signal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The live events of attempts that run, or ran just now, on this node: another node that begins to
 * watch receives them from the beginning, because its announcement arrives after the first tokens
 * were sent. Thread-safe.
 *
 * <p>Invariant: never more than {@link #MAX_CHARS} characters in all; the oldest stream goes first.
 */
final class LiveTail {
  private static final int MAX_CHARS = 4 << 20;

  /** Of the names of streams; a node that was restarted does not use the names of before. */
  private final String prefix = UUID.randomUUID() + "-";

  private final ReentrantLock lock = new ReentrantLock();
  private final Map<UUID, Stream> streams = new LinkedHashMap<>();
  private long chars;
  private long opened;

  /** An event with its position in the stream of its attempt. */
  record Numbered(String stream, int number, JobEvent event) {}

  private static final class Stream {
    private final String name;
    private final List<JobEvent> events = new ArrayList<>();
    private boolean ended;
    private boolean swept;
    private long chars;

    Stream(String name) {
      this.name = name;
    }
  }

  /** Adds an event to the stream of its job's attempt. */
  Numbered add(JobEvent event) {
    lock.lock();
    try {
      Stream stream = streams.get(event.jobId());
      if (stream == null || stream.ended) {
        forget(event.jobId());
        stream = new Stream(prefix + Long.toString(++opened, Character.MAX_RADIX));
        streams.put(event.jobId(), stream);
      }
      stream.events.add(event);
      stream.chars += event.data().length();
      chars += event.data().length();
      while (chars > MAX_CHARS) {
        forget(streams.keySet().iterator().next());
      }
      return new Numbered(stream.name, stream.events.size() - 1, event);
    } finally {
      lock.unlock();
    }
  }

  private void forget(UUID job) {
    Stream stream = streams.remove(job);
    if (stream != null) {
      chars -= stream.chars;
    }
  }

  /** The job changed its state: what follows is another attempt. */
  void changed(UUID job) {
    lock.lock();
    try {
      Stream stream = streams.get(job);
      if (stream != null) {
        stream.ended = true;
      }
    } finally {
      lock.unlock();
    }
  }

  /**
   * Events of a job that a watching node lacks: those of the last attempt here, unless that node
   * has events of an attempt at another node which came later.
   */
  List<Numbered> missing(UUID job, Signal.Received received) {
    lock.lock();
    try {
      Stream stream = streams.get(job);
      if (stream == null || isReplaced(stream, received.stream())) {
        return List.of();
      }
      List<Numbered> missing = new ArrayList<>();
      int first = stream.name.equals(received.stream()) ? received.count() : 0;
      for (int i = first; i < stream.events.size(); i++) {
        missing.add(new Numbered(stream.name, i, stream.events.get(i)));
      }
      return missing;
    } finally {
      lock.unlock();
    }
  }

  private boolean isReplaced(Stream stream, String received) {
    return stream.ended && !received.isEmpty() && !received.startsWith(prefix);
  }

  /** Forgets streams that had ended when this was called last. */
  void sweep() {
    lock.lock();
    try {
      for (UUID job : List.copyOf(streams.keySet())) {
        Stream stream = streams.get(job);
        if (stream != null && stream.swept) {
          forget(job);
        } else if (stream != null) {
          stream.swept = stream.ended;
        }
      }
    } finally {
      lock.unlock();
    }
  }
}

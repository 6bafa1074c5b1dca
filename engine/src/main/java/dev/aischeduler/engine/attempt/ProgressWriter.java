package dev.aischeduler.engine.attempt;

import dev.aischeduler.db.job.JobStore;
import dev.aischeduler.engine.task.TaskStoppedException.Reason;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes the latest progress of each attempt to its row now and then, off the workers' threads.
 * Best effort: a database problem costs a progress line, never an attempt. Thread-safe.
 */
final class ProgressWriter implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(ProgressWriter.class);
  private static final int MAX_NOTE = 200;

  private final JobStore store;
  private final Map<Attempts.Key, Entry> latest = new ConcurrentHashMap<>();

  private record Entry(Attempt attempt, double fraction, @Nullable String note) {}

  ProgressWriter(JobStore store) {
    this.store = store;
  }

  void note(Attempt attempt, double fraction, @Nullable String note) {
    String bounded = note == null || note.length() <= MAX_NOTE ? note : note.substring(0, MAX_NOTE);
    latest.put(attempt.key(), new Entry(attempt, fraction, bounded));
  }

  /** Writes what was noted since the last call. */
  @Override
  public void run() {
    for (Entry entry : List.copyOf(latest.values())) {
      latest.remove(entry.attempt().key(), entry);
      if (entry.attempt().isEnded()) {
        continue;
      }
      try {
        boolean owned =
            store.progress(
                entry.attempt().jobId(),
                entry.attempt().job().fencingToken(),
                entry.fraction(),
                entry.note());
        if (!owned && !entry.attempt().isEnded()) {
          entry.attempt().stop(Reason.LEASE_LOST);
        }
      } catch (RuntimeException e) {
        LOG.debug("progress of job {} not written: {}", entry.attempt().jobId(), e.toString());
      }
    }
  }
}

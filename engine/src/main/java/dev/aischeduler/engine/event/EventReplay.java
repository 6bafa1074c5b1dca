package dev.aischeduler.engine.event;

import dev.aischeduler.db.job.EventLogStore;
import dev.aischeduler.db.job.JobEvent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** What was stored after a position, for those who come back to the event log. Thread-safe. */
public final class EventReplay {
  /** Most events that one replay tells. */
  public static final int MOST = 50_000;

  /** The position before every stored event: that of creations, which their jobs' rows tell. */
  public static final long FIRST = 1;

  private static final int PAGE = 500;

  private final EventLogStore store;

  public EventReplay(EventLogStore store) {
    this.store = store;
  }

  /** Whether what came after a position can be told. */
  public enum Possible {
    /** All of it. */
    YES,
    /** Events after it were removed with their jobs. */
    TOO_OLD,
    /** More than {@value #MOST} events came after it. */
    TOO_MANY,
    /** This database has not come as far: the position is of another one. */
    UNKNOWN
  }

  /** Whether what came after a position, up to another, can be told. */
  public Possible possible(long after, long upTo) {
    EventLogStore.Range range = store.range();
    if (after > Math.max(FIRST, Math.max(upTo, range.last()))) {
      return Possible.UNKNOWN;
    }
    if (after > 0 && range.first() > after + 1) {
      return Possible.TOO_OLD;
    }
    return store.hasMoreThan(MOST, after, upTo) ? Possible.TOO_MANY : Possible.YES;
  }

  /**
   * Some events with positions above {@code after} up to {@code upTo}, lowest first, each first
   * event of a job after its creation; the last has the position to go on from. Empty at the end.
   */
  public List<JobEvent> page(long after, long upTo) {
    List<JobEvent> stored = store.between(after, upTo, PAGE);
    Map<UUID, JobEvent> creations = new HashMap<>(store.creations(stored));
    List<JobEvent> page = new ArrayList<>();
    for (JobEvent event : stored) {
      JobEvent creation = creations.remove(event.jobId());
      if (creation != null) {
        page.add(creation);
      }
      page.add(event);
    }
    return page;
  }
}

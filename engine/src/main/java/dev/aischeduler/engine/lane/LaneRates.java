package dev.aischeduler.engine.lane;

import dev.aischeduler.config.Settings;
import dev.aischeduler.config.TaskType;
import dev.aischeduler.db.lane.LaneStore;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps lanes to {@code lanes.<lane>.rate_per_minute} starts, over all nodes and through restarts:
 * the row of the lane holds what is used. A lane without a rate costs nothing. Thread-safe.
 */
public final class LaneRates {
  private static final Logger LOG = LoggerFactory.getLogger(LaneRates.class);
  private final LaneStore store;
  private final Clock clock;
  private final Map<TaskType, RateLimit> limits = new LinkedHashMap<>();
  private final Map<TaskType, Instant> closedUntil = new ConcurrentHashMap<>();

  /** Starts that could not be given back yet. */
  private final Map<TaskType, Integer> owed = new ConcurrentHashMap<>();

  public LaneRates(Settings.Lanes lanes, LaneStore store, Clock clock) {
    this.store = store;
    this.clock = clock;
    lanes
        .byType()
        .forEach(
            (lane, values) -> {
              if (values.ratePerMinute() > 0) {
                limits.put(lane, RateLimit.even(values.ratePerMinute()));
              }
            });
  }

  /**
   * Takes starts of a lane; those that are not made must be {@linkplain #giveBack given back}.
   *
   * @return 0..wanted
   */
  public int permits(TaskType lane, int wanted) {
    RateLimit limit = limits.get(lane);
    if (limit == null) {
      return wanted;
    }
    AtomicInteger permitted = new AtomicInteger();
    store.changeRate(
        lane,
        used -> {
          Instant now = clock.instant();
          int permits = limit.permits(used.orElse(null), now, wanted);
          permitted.set(permits);
          if (permits == 0) {
            closedUntil.put(lane, limit.next(used.orElse(null), now, 1));
            return null;
          }
          return limit.after(used.orElse(null), now, permits);
        });
    return permitted.get();
  }

  /**
   * Gives starts back that were taken and not made. While the database is away they are kept and
   * given back by a later call.
   */
  public void giveBack(TaskType lane, int unused) {
    RateLimit limit = limits.get(lane);
    if (limit == null || (unused == 0 && owed.getOrDefault(lane, 0) == 0)) {
      return;
    }
    int all = owed.merge(lane, unused, Integer::sum);
    try {
      store.changeRate(lane, used -> used.map(fullAt -> limit.givenBack(fullAt, all)).orElse(null));
      owed.merge(lane, -all, Integer::sum);
    } catch (RuntimeException | Error e) {
      LOG.debug("{} starts of lane {} are given back later: {}", all, lane, e.toString());
    }
  }

  /** False until the next start of a lane whose rate is used up. */
  public boolean isOpen(TaskType lane) {
    return opensAt(lane).isEmpty();
  }

  /** When a lane whose rate is used up may start its next job; empty when it may now. */
  public Optional<Instant> opensAt(TaskType lane) {
    return Optional.ofNullable(closedUntil.get(lane)).filter(at -> at.isAfter(clock.instant()));
  }

  /** Milliseconds until the next lane opens; the given time if none is closed, or not sooner. */
  public long waitMs(long otherwise) {
    long wait = otherwise;
    for (TaskType lane : limits.keySet()) {
      Optional<Instant> at = opensAt(lane);
      if (at.isPresent()) {
        wait = Math.min(wait, Duration.between(clock.instant(), at.get()).toMillis() + 1);
      }
    }
    return Math.max(1, wait);
  }

  /** Seconds that each start takes of the lane's rate; 0 without one. */
  public double secondsPerStart(TaskType lane) {
    RateLimit limit = limits.get(lane);
    return limit == null ? 0 : limit.seconds();
  }
}

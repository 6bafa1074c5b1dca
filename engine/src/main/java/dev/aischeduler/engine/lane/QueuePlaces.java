package dev.aischeduler.engine.lane;

import dev.aischeduler.config.TaskType;
import dev.aischeduler.db.job.LaneQueue;
import dev.aischeduler.db.job.LaneQueue.Place;
import dev.aischeduler.engine.figure.Recent;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * How many jobs of a lane start before another. Of a short lane they are counted; of a long one,
 * where that would cost each caller thousands of rows, the line is known as it was a moment ago.
 * Thread-safe.
 */
final class QueuePlaces {
  /** A place further back is not counted. */
  static final int FARTHEST = 10_000;

  /** Longest lane that is counted for each caller. */
  private static final int SHORT = 200;

  private final LaneQueue queue;
  private final QueueLengths lengths;
  private final Map<TaskType, Recent<long[]>> keys = new ConcurrentHashMap<>();
  private final Map<TaskType, Recent<List<Place>>> places = new ConcurrentHashMap<>();

  QueuePlaces(LaneQueue queue, QueueLengths lengths) {
    this.queue = queue;
    this.lengths = lengths;
  }

  /** Jobs with a smaller key, up to {@link #FARTHEST}. */
  long ahead(TaskType lane, long sortKey) {
    if (lengths.of(lane) <= SHORT) {
      return queue.countAhead(lane, sortKey, FARTHEST);
    }
    long[] line =
        keys.computeIfAbsent(lane, l -> new Recent<>(() -> queue.firstKeys(l, FARTHEST))).get();
    int at = Arrays.binarySearch(line, sortKey);
    return at < 0 ? -at - 1 : at;
  }

  /** Those of them that take a tenant's share. */
  long aheadOf(String share, TaskType lane, long sortKey) {
    if (lengths.of(lane) <= SHORT) {
      return queue.countAheadOf(share, lane, sortKey, FARTHEST);
    }
    return places
        .computeIfAbsent(lane, l -> new Recent<>(() -> queue.firstPlaces(l, FARTHEST)))
        .get()
        .stream()
        .filter(place -> place.sortKey() < sortKey && share.equals(place.share()))
        .count();
  }
}

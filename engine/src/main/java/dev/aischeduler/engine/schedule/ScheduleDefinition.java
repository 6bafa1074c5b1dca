package dev.aischeduler.engine.schedule;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aischeduler.engine.schedule.targets.ScheduleTarget;
import dev.aischeduler.engine.schedule.time.Timing;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.SplittableRandom;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a schedule does and when. Immutable.
 *
 * @param name unique, 1 to 50 characters
 * @param catchUp how late a missed fire time may be started, 0 to 30 days
 * @param jitter longest delay of a fire time, below the shortest time between two
 * @param pauseOnFailure whether a failed start, job or run pauses the schedule
 * @param source file that it came from; null for none
 * @param document as it is stored and shown: every field with its value
 */
public record ScheduleDefinition(
    String name,
    Timing timing,
    ScheduleTarget target,
    Overlap overlap,
    Misfire misfire,
    Duration catchUp,
    Duration jitter,
    boolean pauseOnFailure,
    @Nullable String source,
    ObjectNode document) {
  /** What every job of a schedule is tagged with, before its name. */
  private static final String TAG = "schedule:";

  /**
   * When a fire time starts: a delay below the jitter is added, the same on every node and whenever
   * it is asked for.
   *
   * @param id of the schedule
   */
  public Instant due(UUID id, Instant fireTime) {
    if (jitter.isZero()) {
      return fireTime;
    }
    long seed =
        id.getMostSignificantBits() ^ id.getLeastSignificantBits() ^ fireTime.toEpochMilli();
    return fireTime.plusMillis(new SplittableRandom(seed).nextLong(jitter.toMillis() + 1));
  }

  /** Tag of its jobs, by which they are found. */
  public String tag() {
    return TAG + name;
  }

  /** The idempotency key of what a fire time submits. */
  static String key(UUID id, Instant fireTime) {
    return "schedule:" + id + ":" + fireTime;
  }

  /**
   * Id of the run that a fire time starts: made of the fire time, so that runs sort by it, and of
   * the schedule. The same on every node.
   */
  static UUID runId(UUID id, Instant fireTime) {
    UUID name = UUID.nameUUIDFromBytes(key(id, fireTime).getBytes(StandardCharsets.UTF_8));
    long most = (fireTime.toEpochMilli() << 16) | 0x7000 | (name.getMostSignificantBits() & 0xFFF);
    return new UUID(most, name.getLeastSignificantBits());
  }
}

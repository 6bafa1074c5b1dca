package dev.aischeduler.engine.schedule;

import dev.aischeduler.engine.task.InvalidRequestException;
import java.time.Instant;
import java.util.List;

/**
 * A range of the past that is to be started.
 *
 * @param from the first instant
 * @param to the last instant
 * @param overlap what happens while something of the schedule has not ended
 * @param limit most fire times, the oldest first; 1 to {@value #MOST}
 * @param cut whether fire times beyond the limit are left for another call; false refuses them
 * @param dryRun true only tells what would be done
 */
public record Backfill(
    Instant from, Instant to, Overlap overlap, int limit, boolean cut, boolean dryRun) {
  /** Most fire times of one backfill. */
  public static final int MOST = 1000;

  /** Checks the limit. */
  public Backfill {
    InvalidRequestException.checkRange("limit", limit, 1, MOST);
    if (to.isBefore(from)) {
      throw new InvalidRequestException("to", "must not lie before from");
    }
  }

  /** All of a range, each fire time beside the others. */
  public static Backfill of(Instant from, Instant to) {
    return new Backfill(from, to, Overlap.ALLOW, MOST, false, false);
  }

  /** What happens with the fire times of a backfill while something has not ended. */
  public enum Overlap {
    /** The first is started unless something has not ended; the others are skipped. */
    SKIP,
    /** One after the other is started when what was started before has ended. */
    BUFFER,
    /** All are started beside one another and what runs. */
    ALLOW,
    /** What has not ended is cancelled; the last is started, the others are skipped. */
    CANCEL_OTHER
  }

  /**
   * What becomes of the fire times.
   *
   * @param fireTimes those that are started, or wait for earlier ones
   * @param skipped those that the overlap policy leaves out
   */
  public record Result(List<Instant> fireTimes, List<Instant> skipped) {}
}

package dev.aischeduler.db.job;

import java.time.Instant;
import java.util.UUID;

/**
 * Something that happened to a job: stored history ({@code state}, {@code progress}) or, with
 * {@code seq} 0, a live event that is not stored ({@code token}, {@code preview}).
 *
 * @param seq position in the history of all jobs, growing; 0 for live events
 * @param kind {@code state}, {@code progress}, {@code token}, {@code preview}
 * @param data JSON document
 */
public record JobEvent(long seq, UUID jobId, Instant at, String kind, String data) {
  /** Position of the creation of a job that was queued at once; every other event comes later. */
  static final long CREATED = 1;

  /** The creation of a job that was queued at once: its row shows it, no event is stored. */
  public static JobEvent created(UUID jobId, Instant createdAt) {
    return new JobEvent(CREATED, jobId, createdAt, "state", data(JobStatus.QUEUED));
  }

  /** The document of a change of state without further details. */
  public static String data(JobStatus status) {
    return "{\"status\":\"" + status.wireName() + "\"}";
  }

  /** True for the creation of a job that was queued at once. */
  public boolean isCreation() {
    return seq == CREATED;
  }

  /** Whether it is a change to this state, whatever else its document holds. */
  boolean isChangeTo(JobStatus status) {
    String alone = data(status);
    return data.startsWith(alone.substring(0, alone.length() - 1));
  }
}

package dev.aischeduler.db.run;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Many jobs that belong together; a row of table {@code run}.
 *
 * @param id UUID version 7, so ids sort by creation; of a run that a schedule started: made of
 *     schedule and fire time
 * @param kind {@code bulk} or {@code workflow}
 * @param name for people, 1 to 200 characters
 * @param spec what it does (JSON), as its kind reads it
 * @param state what its kind keeps between turns (JSON); null at first
 * @param note what it does now, one sentence for people
 * @param error why the run itself could not go on
 * @param counts of its items
 * @param turn number of its last turn, 0 before the first
 * @param traceparent W3C trace context that its jobs belong to; null for a run that is not traced
 */
public record Run(
    UUID id,
    String kind,
    String name,
    String tenant,
    RunStatus status,
    String spec,
    @Nullable String state,
    @Nullable String note,
    @Nullable String error,
    Counts counts,
    long turn,
    Instant createdAt,
    @Nullable Instant startedAt,
    @Nullable Instant finishedAt,
    Instant updatedAt,
    @Nullable String traceparent) {

  /**
   * How many items there are.
   *
   * @param total items that the run will have; null while it is not known
   * @param items those that were read so far, in whatever state
   */
  public record Counts(
      @Nullable Integer total, int items, int rejected, int succeeded, int failed, int cancelled) {

    /** Whose jobs have not ended. */
    public int inFlight() {
      return items - rejected - succeeded - failed - cancelled;
    }

    /** That are over. */
    public int done() {
      return items - inFlight();
    }
  }

  /** A run that is about to be stored. */
  public static Run queued(
      UUID id, String kind, String name, String tenant, String spec, Instant now) {
    return new Run(
        id,
        kind,
        name,
        tenant,
        RunStatus.QUEUED,
        spec,
        null,
        null,
        null,
        new Counts(null, 0, 0, 0, 0, 0),
        0,
        now,
        null,
        null,
        now,
        null);
  }

  /** The run that is about to be stored, with so many items to come. */
  public Run of(int total) {
    return with(new Counts(total, 0, 0, 0, 0, 0), traceparent);
  }

  /** The run that is about to be stored, whose jobs belong to a trace. */
  public Run ofTrace(@Nullable String context) {
    return with(counts, context);
  }

  private Run with(Counts newCounts, @Nullable String newTraceparent) {
    return new Run(
        id,
        kind,
        name,
        tenant,
        status,
        spec,
        state,
        note,
        error,
        newCounts,
        turn,
        createdAt,
        startedAt,
        finishedAt,
        updatedAt,
        newTraceparent);
  }
}

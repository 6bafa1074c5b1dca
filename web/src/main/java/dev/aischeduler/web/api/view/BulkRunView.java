package dev.aischeduler.web.api.view;

import dev.aischeduler.db.run.Run;
import dev.aischeduler.db.run.RunStatus;
import dev.aischeduler.engine.bulkrun.BulkSpec;
import dev.aischeduler.engine.bulkrun.BulkState;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A bulk run.
 *
 * @param total rows of its manifest
 * @param rowsRead of them so far
 * @param valid of those, by task type
 * @param inFlight items whose jobs have not ended
 * @param itemsPerSecond that ended since it began, on average
 * @param etaS seconds until its end at that rate
 * @param note what it does now
 * @param error why the run itself could not go on
 */
public record BulkRunView(
    UUID runId,
    String name,
    String status,
    String tenant,
    boolean dryRun,
    int total,
    int rowsRead,
    Map<String, Integer> valid,
    int rejected,
    int inFlight,
    int succeeded,
    int failed,
    int cancelled,
    @Nullable Double itemsPerSecond,
    @Nullable Double etaS,
    @Nullable String note,
    @Nullable String error,
    Instant createdAt,
    @Nullable Instant startedAt,
    @Nullable Instant finishedAt) {

  /** The view of a run. */
  public static BulkRunView of(Run run, Clock clock) {
    BulkSpec spec = BulkSpec.of(run.spec());
    BulkState state = BulkState.of(run, spec);
    Run.Counts counts = run.counts();
    Double rate = rate(run, spec, state, clock);
    return new BulkRunView(
        run.id(),
        run.name(),
        run.status().wireName(),
        run.tenant(),
        spec.dryRun(),
        spec.manifest().rows(),
        state.position().row(),
        state.types(),
        counts.rejected(),
        counts.inFlight(),
        counts.succeeded(),
        counts.failed(),
        counts.cancelled(),
        rate,
        rate == null || run.status().isFinal() || run.status() == RunStatus.PAUSED
            ? null
            : Double.valueOf(Math.max(0, spec.manifest().rows() - done(run, spec, state)) / rate),
        run.note(),
        run.error(),
        run.createdAt(),
        run.startedAt(),
        run.finishedAt());
  }

  private static int done(Run run, BulkSpec spec, BulkState state) {
    return spec.dryRun() ? state.position().row() : run.counts().done();
  }

  private static @Nullable Double rate(Run run, BulkSpec spec, BulkState state, Clock clock) {
    if (run.startedAt() == null) {
      return null;
    }
    Instant end = run.finishedAt() == null ? clock.instant() : run.finishedAt();
    double seconds = Duration.between(run.startedAt(), end).toMillis() / 1000.0;
    int done = done(run, spec, state);
    return seconds <= 0 || done == 0 ? null : Double.valueOf(done / seconds);
  }
}

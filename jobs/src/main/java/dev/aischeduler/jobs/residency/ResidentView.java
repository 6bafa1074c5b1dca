package dev.aischeduler.jobs.residency;

import dev.aischeduler.config.TaskType;
import dev.aischeduler.db.model.ModelStat;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A model and its place in memory, at one moment.
 *
 * @param detail why the last load failed, or empty
 * @param footprintBytes memory that it holds, or would take as far as is known; 0 when unknown
 * @param measured false while the footprint is an estimate from the size of the weights
 * @param users jobs that use it now
 * @param lastUsedAt end of the last use; null before the first
 * @param loadMs duration of the last load; 0 before the first
 */
public record ResidentView(
    String name,
    boolean miniature,
    TaskType type,
    State state,
    String detail,
    String device,
    long footprintBytes,
    boolean measured,
    boolean pinned,
    int users,
    @Nullable Instant lastUsedAt,
    long loadMs,
    int loads,
    int evictions) {

  /** Where a model is. */
  public enum State {
    /** On disk only; the next job that names it loads it. */
    NOT_LOADED,
    /** Being loaded. */
    LOADING,
    /** In memory, without a job. */
    IDLE,
    /** In memory, with a job. */
    IN_USE,
    /** Its last load failed; the next job tries again. */
    FAILED
  }

  /** A model now; the caller holds the residents' lock. */
  static ResidentView of(Resident<?> resident) {
    ModelStat stat = resident.stat();
    Throwable failure = resident.failure();
    return new ResidentView(
        resident.name(),
        resident.folder().miniature(),
        resident.lane(),
        state(resident),
        failure == null ? "" : Resident.message(failure),
        resident.place().device().name(),
        resident.present() ? resident.bytes() : resident.need(),
        stat.measured(),
        resident.pinned(),
        resident.users(),
        resident.loaded() ? resident.idleSince() : stat.lastUsedAt(),
        stat.loadMs(),
        stat.loads(),
        stat.evictions());
  }

  private static State state(Resident<?> resident) {
    if (resident.loading()) {
      return State.LOADING;
    }
    if (resident.loaded()) {
      return resident.users() > 0 ? State.IN_USE : State.IDLE;
    }
    return resident.failure() == null ? State.NOT_LOADED : State.FAILED;
  }

  /** Whether it holds memory. */
  public boolean resident() {
    return state == State.LOADING || state == State.IDLE || state == State.IN_USE;
  }
}

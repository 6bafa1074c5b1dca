package dev.aischeduler.jobs.model.cache;

import static java.util.Comparator.naturalOrder;

import dev.aischeduler.config.TaskType;
import dev.aischeduler.db.model.ModelStat;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A model and its devices in memory, at one moment.
 *
 * @param devices names of those that hold a copy or are getting one
 * @param detail why the last load failed, or empty
 * @param footprintBytes memory that its copies hold, or one would take as far as is known; 0 when
 *     unknown
 * @param measured false while the footprint is an estimate from the size of the weights
 * @param users jobs that use it now
 * @param lastUsedAt end of the last use; null before the first
 * @param loadMs duration of the last load; 0 before the first
 */
public record ModelStatus(
    String name,
    boolean miniature,
    TaskType type,
    State state,
    String detail,
    List<String> devices,
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

  /**
   * A model now, as far as these copies of it go; the caller holds the models' lock.
   *
   * @param copies of one model, at least one
   */
  static ModelStatus of(List<? extends ModelCopy<?>> copies) {
    CachedModel<?> model = copies.get(0).model();
    List<? extends ModelCopy<?>> present = copies.stream().filter(ModelCopy::present).toList();
    List<? extends ModelCopy<?>> shown = present.isEmpty() ? copies : present;
    State state = state(copies);
    Throwable failure = state == State.FAILED ? failure(copies) : null;
    List<ModelStat> stats = copies.stream().map(ModelCopy::stat).toList();
    return new ModelStatus(
        model.name(),
        model.folder().miniature(),
        model.lane(),
        state,
        failure == null ? "" : ModelCopy.message(failure),
        present.stream().map(copy -> copy.device().name()).toList(),
        present.isEmpty()
            ? copies.get(0).need()
            : present.stream().mapToLong(ModelCopy::bytes).sum(),
        shown.stream().allMatch(copy -> copy.stat().measured()),
        model.pinned(),
        copies.stream().mapToInt(ModelCopy::users).sum(),
        copies.stream()
            .map(ModelStatus::lastUse)
            .filter(Objects::nonNull)
            .max(naturalOrder())
            .orElse(null),
        shown.stream().mapToLong(copy -> copy.stat().loadMs()).max().orElse(0),
        stats.stream().mapToInt(ModelStat::loads).sum(),
        stats.stream().mapToInt(ModelStat::evictions).sum());
  }

  private static @Nullable Instant lastUse(ModelCopy<?> copy) {
    return copy.loaded() ? copy.idleSince() : copy.stat().lastUsedAt();
  }

  private static @Nullable Throwable failure(List<? extends ModelCopy<?>> copies) {
    return copies.stream()
        .map(ModelCopy::failure)
        .filter(Objects::nonNull)
        .findFirst()
        .orElse(null);
  }

  private static State state(List<? extends ModelCopy<?>> copies) {
    if (copies.stream().anyMatch(ModelCopy::loaded)) {
      return copies.stream().anyMatch(copy -> copy.users() > 0) ? State.IN_USE : State.IDLE;
    }
    if (copies.stream().anyMatch(ModelCopy::loading)) {
      return State.LOADING;
    }
    return failure(copies) == null ? State.NOT_LOADED : State.FAILED;
  }

  /** Whether it holds memory. */
  public boolean inMemory() {
    return state == State.LOADING || state == State.IDLE || state == State.IN_USE;
  }
}

package dev.aischeduler.db.model;

import dev.aischeduler.config.TaskType;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a model on one device of one node. Sizes are in bytes.
 *
 * @param weightsBytes size of its weights; another size means another model under the old name
 * @param footprintBytes what it takes when loaded
 * @param measured false while the footprint is an estimate from the weights
 * @param pinned whether it is never evicted; null while nobody has said
 * @param loadMs duration of the last load
 * @param loads how often it was loaded
 * @param evictions how often it had to go
 * @param failures how often a load failed
 * @param lastUsedAt end of its last use; null before the first
 */
public record ModelStat(
    String device,
    String model,
    TaskType type,
    long weightsBytes,
    long footprintBytes,
    boolean measured,
    @Nullable Boolean pinned,
    long loadMs,
    int loads,
    int evictions,
    int failures,
    @Nullable Instant lastUsedAt) {

  /** Of a model that was never loaded. */
  public static ModelStat unknown(String device, String model, TaskType type) {
    return new ModelStat(device, model, type, 0, 0, false, null, 0, 0, 0, 0, null);
  }

  /** After a load. */
  public ModelStat loaded(long weights, long footprint, boolean clean, long ms) {
    return new ModelStat(
        device,
        model,
        type,
        weights,
        footprint,
        clean,
        pinned,
        ms,
        loads + 1,
        evictions,
        failures,
        lastUsedAt);
  }

  /** After an eviction. */
  public ModelStat evicted() {
    return counted(evictions + 1, failures);
  }

  /** After a load that failed. */
  public ModelStat failed() {
    return counted(evictions, failures + 1);
  }

  private ModelStat counted(int evictedTimes, int failedTimes) {
    return new ModelStat(
        device,
        model,
        type,
        weightsBytes,
        footprintBytes,
        measured,
        pinned,
        loadMs,
        loads,
        evictedTimes,
        failedTimes,
        lastUsedAt);
  }

  /** Pinned or not, and last used then. */
  public ModelStat with(@Nullable Boolean pinnedNow, @Nullable Instant usedAt) {
    return new ModelStat(
        device,
        model,
        type,
        weightsBytes,
        footprintBytes,
        measured,
        pinnedNow,
        loadMs,
        loads,
        evictions,
        failures,
        usedAt);
  }
}

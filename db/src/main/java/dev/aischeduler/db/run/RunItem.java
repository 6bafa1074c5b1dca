package dev.aischeduler.db.run;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One item of a run; a row of table {@code run_item}.
 *
 * @param item its number in the run, 1.., in the order of the manifest or of submission
 * @param label its key in the manifest, or the step that it belongs to; null for none
 * @param line where it stands in the manifest; 0 for none
 * @param jobId its job; null if it was rejected
 * @param error why it was rejected or its job failed
 */
public record RunItem(
    UUID runId,
    int item,
    @Nullable String label,
    int line,
    ItemState state,
    @Nullable UUID jobId,
    @Nullable String error) {

  /** An item whose job is about to be stored. */
  public static RunItem submitted(UUID run, int item, @Nullable String label, int line, UUID job) {
    return new RunItem(run, item, label, line, ItemState.SUBMITTED, job, null);
  }

  /** An item that is not valid. */
  public static RunItem rejected(
      UUID run, int item, @Nullable String label, int line, String error) {
    return new RunItem(run, item, label, line, ItemState.REJECTED, null, error);
  }
}

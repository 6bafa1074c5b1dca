package dev.aischeduler.web.api.view;

import dev.aischeduler.engine.bulkrun.results.ResultRow;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An item of a bulk run.
 *
 * @param item its number in the run
 * @param line where it stands in the manifest
 * @param state {@code rejected}, or that of its job
 */
public record BulkItemView(
    int item,
    int line,
    @Nullable String itemKey,
    String state,
    @Nullable UUID taskId,
    @Nullable String error) {

  /** The view of an item. */
  public static BulkItemView of(ResultRow row) {
    return new BulkItemView(
        row.item().item(),
        row.item().line(),
        row.item().label(),
        row.state(),
        row.item().jobId(),
        row.error());
  }
}

package dev.aischeduler.web.page.bulk;

import dev.aischeduler.engine.bulkrun.manifest.Reject;
import dev.aischeduler.engine.bulkrun.results.BulkSummary;
import dev.aischeduler.engine.bulkrun.results.ResultRow;
import dev.aischeduler.web.api.view.BulkRunView;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A bulk run with a page of its items.
 *
 * @param estimateS seconds that the valid rows would take if nothing else ran; null when unknown
 * @param state the state of items that was chosen; null for all
 * @param next address of the next items; null at the end
 * @param pictures whether an item that is shown made a picture
 */
public record BulkView(
    BulkRunView run,
    BulkSummary summary,
    @Nullable Double estimateS,
    @Nullable String state,
    List<ResultRow> rows,
    @Nullable String next,
    boolean pictures) {

  /** States of items that can be chosen. */
  public static final List<String> STATES =
      List.of("submitted", "succeeded", "failed", "rejected", "cancelled");

  /** Whether nothing happens any more unless a user restarts it. */
  public boolean over() {
    return over(run);
  }

  /** Whether nothing happens any more unless a user restarts it. */
  public static boolean over(BulkRunView run) {
    return List.of("succeeded", "failed", "cancelled").contains(run.status());
  }

  /** Whether something is left that a restart would do: rows not read yet, or cancelled items. */
  public boolean restartable() {
    return List.of("failed", "cancelled").contains(run.status())
        && (run.cancelled() > 0 || run.rowsRead() < run.total());
  }

  /** Rows that are over, of a dry run those that were checked. */
  public static int done(BulkRunView run) {
    return run.dryRun()
        ? run.rowsRead()
        : run.succeeded() + run.failed() + run.rejected() + run.cancelled();
  }

  /** How many rows are valid. */
  public int valid() {
    return run.valid().values().stream().mapToInt(Integer::intValue).sum();
  }

  /** Why a row is no job. */
  public static Reject reject(ResultRow row) {
    String error = row.error();
    return Reject.of(error == null ? "" : error);
  }
}

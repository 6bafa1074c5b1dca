package dev.aischeduler.web.api.view;

import dev.aischeduler.engine.bulkrun.results.BulkSummary;
import org.jspecify.annotations.Nullable;

/**
 * How a bulk run does.
 *
 * @param run itself
 * @param seconds from its first turn to its end, or until now
 * @param itemsPerSecond that ended in the last minute; when it is over, on average
 * @param etaS seconds until its end at that rate
 * @param waitS from when items could start, of the last 1,000 that succeeded
 * @param runS that their last attempts took
 * @param estimateS that the valid rows would take if nothing else ran
 */
public record BulkSummaryView(
    BulkRunView run,
    @Nullable Double seconds,
    @Nullable Double itemsPerSecond,
    @Nullable Double etaS,
    BulkSummary.@Nullable Percentiles waitS,
    BulkSummary.@Nullable Percentiles runS,
    @Nullable Double estimateS) {

  /** The view of a summary. */
  public static BulkSummaryView of(
      BulkRunView run, BulkSummary summary, @Nullable Double estimateS) {
    return new BulkSummaryView(
        run,
        summary.seconds(),
        summary.itemsPerSecond(),
        summary.etaS(),
        summary.waitS(),
        summary.runS(),
        estimateS);
  }
}

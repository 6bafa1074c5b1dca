package dev.aischeduler.engine.bulkrun;

import dev.aischeduler.db.run.RunItem;
import dev.aischeduler.db.run.RunItemStore;
import dev.aischeduler.engine.bulkrun.manifest.Reject;
import dev.aischeduler.engine.bulkrun.manifest.RowReader;
import dev.aischeduler.engine.refusal.NoRoomException;
import dev.aischeduler.engine.submission.RunEntry;
import dev.aischeduler.engine.submission.StoredItems;
import dev.aischeduler.engine.submission.Submissions;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Stores rows as items of a run: valid ones with their jobs, the others as rejected; each once,
 * however often it is asked. Thread-safe.
 */
final class ItemSubmitter {
  private final Submissions submissions;
  private final RunItemStore items;
  private final Clock clock;

  ItemSubmitter(Submissions submissions, RunItemStore items, Clock clock) {
    this.submissions = submissions;
    this.items = items;
    this.clock = clock;
  }

  /**
   * What came of a chunk.
   *
   * @param submitted jobs that were stored now
   * @param full why there is no room for the rest of them now; null when all are stored
   */
  record Outcome(int submitted, @Nullable NoRoomException full) {}

  /**
   * Stores rows that follow one another.
   *
   * @param dryRun true stores the rejected ones alone
   */
  Outcome submit(UUID run, List<? extends RowReader.Checked> rows, boolean dryRun) {
    reject(run, rows);
    if (dryRun) {
      return new Outcome(0, null);
    }
    List<RunEntry> valid =
        rows.stream().map(RowReader.Checked::entry).filter(Objects::nonNull).toList();
    List<RunEntry> left = valid;
    if (!valid.isEmpty() && items.lastItem(run) >= valid.get(0).item()) {
      left = without(known(run, rows), valid);
    }
    StoredItems stored = submissions.submitBulkItems(run, left);
    int submitted = stored.count();
    while (stored.known()) {
      // another node, which seemed to be lost, has stored some in between
      left = without(known(run, rows), left);
      stored = submissions.submitBulkItems(run, left);
      submitted += stored.count();
    }
    return new Outcome(submitted, stored.full());
  }

  private void reject(UUID run, List<? extends RowReader.Checked> rows) {
    List<RunItem> rejected =
        rows.stream()
            .filter(row -> row.reject() != null)
            .map(
                row -> {
                  int line = (int) Math.min(Integer.MAX_VALUE, row.line());
                  Reject why = Objects.requireNonNull(row.reject());
                  return RunItem.rejected(run, row.item(), row.key(), line, why.text());
                })
            .toList();
    if (!rejected.isEmpty()) {
      items.reject(run, rejected, clock.instant());
    }
  }

  private Set<Integer> known(UUID run, List<? extends RowReader.Checked> rows) {
    int before = rows.get(0).item() - 1;
    return items.items(run, null, before, rows.size()).stream()
        .map(RunItem::item)
        .collect(Collectors.toSet());
  }

  private static List<RunEntry> without(Set<Integer> known, List<RunEntry> entries) {
    return entries.stream().filter(entry -> !known.contains(entry.item())).toList();
  }
}

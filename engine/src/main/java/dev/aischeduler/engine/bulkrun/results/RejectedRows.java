package dev.aischeduler.engine.bulkrun.results;

import dev.aischeduler.engine.bulkrun.manifest.Reject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rows that were no jobs, as CSV. */
final class RejectedRows implements PageStream.Pages {
  private final ResultRows.Cursor rows;
  private boolean begun;

  RejectedRows(ResultRows.Cursor rows) {
    this.rows = rows;
  }

  @Override
  public byte @Nullable [] next() throws IOException {
    List<ResultRow> page = rows.next();
    if (begun && page.isEmpty()) {
      return null;
    }
    List<List<? extends @Nullable Object>> lines = new ArrayList<>();
    if (!begun) {
      lines.add(List.of("item", "line", "column", "field", "item_key", "reason"));
      begun = true;
    }
    for (ResultRow row : page) {
      Reject reject = Reject.of(row.error() == null ? "" : row.error());
      List<@Nullable Object> line = new ArrayList<>();
      line.add(row.item().item());
      line.add(row.item().line());
      line.add(reject.column() == 0 ? null : reject.column());
      line.add(reject.field());
      line.add(row.item().label());
      line.add(reject.reason());
      lines.add(line);
    }
    return CsvText.of(lines);
  }
}

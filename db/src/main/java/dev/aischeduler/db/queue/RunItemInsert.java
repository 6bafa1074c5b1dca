package dev.aischeduler.db.queue;

import dev.aischeduler.db.Dialect;
import dev.aischeduler.db.run.RunItem;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

/** Writes the items of a run whose jobs are stored in the same transaction. */
final class RunItemInsert {
  private static final String ROWS =
      """
      INSERT INTO run_item (run_id, item, label, line, state, job_id)
      SELECT CAST(? AS uuid), n.item, n.label, n.line, 'submitted', CAST(n.job_id AS uuid)
        FROM unnest(%s) AS n(item, label, line, job_id)""";

  private static final String COUNT =
      "UPDATE run SET items = items + ?, updated_at = ? WHERE id = ?";

  private RunItemInsert() {}

  /** Inserts them and counts them. */
  static void all(
      Connection connection, Dialect dialect, UUID run, List<RunItem> items, Instant now)
      throws SQLException {
    String parameters =
        RowArrays.parameters(dialect, RowArrays.INT, RowArrays.TEXT, RowArrays.INT, RowArrays.TEXT);
    try (PreparedStatement insert =
        connection.prepareStatement(String.format(Locale.ROOT, ROWS, parameters))) {
      insert.setObject(1, run);
      RowArrays<RunItem> arrays = new RowArrays<>(insert, items);
      arrays.int4(2, RunItem::item);
      arrays.text(3, RunItem::label);
      arrays.int4(4, RunItem::line);
      arrays.text(5, item -> item.jobId() == null ? null : item.jobId().toString());
      insert.executeUpdate();
    }
    try (PreparedStatement count = connection.prepareStatement(COUNT)) {
      count.setInt(1, items.size());
      Bind.instant(count, 2, now);
      count.setObject(3, run);
      count.executeUpdate();
    }
  }
}

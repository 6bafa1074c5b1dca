package dev.aischeduler.db.queue;

import dev.aischeduler.db.job.JobStatus;
import dev.aischeduler.db.webhook.Callback;
import dev.aischeduler.db.webhook.Delivery;
import dev.aischeduler.db.webhook.Event;
import dev.aischeduler.db.webhook.NewDelivery;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Stores the deliveries that report ends which no attempt made: attempts bring their own. */
final class ReportSql {
  /** Primary key. */
  private static final String WANTED =
      """
      SELECT id, tenant, callback_url, callback_events FROM job
       WHERE id IN (%s) AND callback_url IS NOT NULL""";

  private ReportSql() {}

  /** Jobs came to a final state in this transaction. */
  static void ended(Connection connection, Collection<UUID> jobs, JobStatus end, Instant now)
      throws SQLException {
    if (jobs.isEmpty()) {
      return;
    }
    List<NewDelivery> reports = new ArrayList<>();
    String sql = String.format(Locale.ROOT, WANTED, Bind.marks(jobs.size()));
    try (PreparedStatement select = connection.prepareStatement(sql)) {
      int index = 1;
      for (UUID job : jobs) {
        select.setObject(index++, job);
      }
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          NewDelivery report = report(rows, end, now);
          if (report != null) {
            reports.add(report);
          }
        }
      }
    }
    NewDelivery.insert(connection, reports);
  }

  private static @Nullable NewDelivery report(ResultSet row, JobStatus end, Instant now)
      throws SQLException {
    return NewDelivery.of(
        Callback.of(row.getString("callback_url"), row.getString("callback_events")),
        Event.ofFinalState(end.wireName()),
        row.getString("tenant"),
        Delivery.TASK,
        row.getObject("id", UUID.class),
        now);
  }
}

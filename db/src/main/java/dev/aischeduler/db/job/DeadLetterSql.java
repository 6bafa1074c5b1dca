package dev.aischeduler.db.job;

import dev.aischeduler.config.TaskType;
import dev.aischeduler.db.Dialect;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jdbi.v3.core.statement.StatementContext;

/** Groups failed jobs by what they failed of. */
final class DeadLetterSql {
  private static final String NEWEST_OF_LANE =
      "(SELECT lane, error_type, finished_at, id FROM %s WHERE %s ORDER BY %s LIMIT %s)";

  /** The message is read of the last of each group alone. */
  private static final String GROUPS =
      """
      SELECT g.lane, g.error_type, g.jobs, g.id, g.finished_at, j.error_message
        FROM (SELECT lane, error_type, id, finished_at,
                     count(*) OVER (PARTITION BY lane, error_type) AS jobs,
                     row_number() OVER (PARTITION BY lane, error_type
                                        ORDER BY finished_at DESC, id DESC) AS place
                FROM (%s) failed
               WHERE error_type IS NOT NULL AND finished_at IS NOT NULL) g
        JOIN job j ON j.id = g.id
       WHERE g.place = 1
       ORDER BY g.jobs DESC, g.lane, g.error_type""";

  private DeadLetterSql() {}

  /** Groups among so many jobs of each lane; the limit is written out as in {@link SearchSql}. */
  static String groups(Dialect dialect, List<TaskType> lanes, int look) {
    return String.format(Locale.ROOT, GROUPS, newest(dialect, lanes, look));
  }

  /** Groups among the last jobs of the tenant that is bound (job_tenant_idx). */
  static String groupsOfTenant(Dialect dialect, int look) {
    SearchSql.Range all = SearchSql.ofTenant(dialect, SearchSql.NEWEST);
    String last =
        String.format(
            Locale.ROOT,
            "SELECT lane, error_type, finished_at, id FROM"
                + " (SELECT lane, error_type, finished_at, id, status FROM %s WHERE %s ORDER BY %s"
                + " LIMIT %s) own WHERE status = 'failed'",
            all.table(),
            all.condition(),
            all.orderBy(),
            look);
    return String.format(Locale.ROOT, GROUPS, last);
  }

  /** The failed jobs of each lane that were submitted last (job_status_idx). */
  static String newest(Dialect dialect, List<TaskType> lanes, int look) {
    return lanes.stream()
        .map(lane -> SearchSql.range(dialect, SearchSql.NEWEST, JobStatus.FAILED, lane))
        .map(
            failed ->
                String.format(
                    Locale.ROOT,
                    NEWEST_OF_LANE,
                    failed.table(),
                    failed.condition(),
                    failed.orderBy(),
                    look))
        .collect(Collectors.joining(" UNION ALL "));
  }

  static DeadLetters group(ResultSet row, StatementContext context) throws SQLException {
    return new DeadLetters(
        new TaskType(row.getString("lane")),
        row.getString("error_type"),
        row.getLong("jobs"),
        String.valueOf(row.getString("error_message")),
        row.getObject("id", UUID.class),
        row.getObject("finished_at", OffsetDateTime.class).toInstant());
  }
}

package dev.aischeduler.db.job;

import dev.aischeduler.config.TaskType;
import dev.aischeduler.db.Dialect;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;

/** Groups failed jobs by what they failed of. */
final class DeadLetterSql {
  /** job_status_idx, from its end. */
  private static final String NEWEST_OF_LANE =
      """
      (SELECT lane, error_type, finished_at FROM %s
        WHERE %s
        ORDER BY status DESC, lane DESC, id DESC LIMIT %d)""";

  private static final String GROUPS =
      """
      SELECT lane, error_type, count(*) AS jobs, max(finished_at) AS last_at FROM (%s) failed
       WHERE error_type IS NOT NULL AND finished_at IS NOT NULL
       GROUP BY lane, error_type ORDER BY jobs DESC, lane, error_type""";

  /** job_finished_idx. */
  static final String LAST =
      """
      SELECT id, error_message FROM job
       WHERE lane = :lane AND finished_at = :at AND status = 'failed' AND error_type = :error
       LIMIT 1""";

  private DeadLetterSql() {}

  /** Groups among so many jobs of each lane; the limit is written out as in {@link SearchSql}. */
  static String groups(Dialect dialect, int look) {
    return GROUPS.formatted(
        Arrays.stream(TaskType.values())
            .map(lane -> SearchSql.condition(dialect, JobStatus.FAILED.wireName(), lane))
            .map(failed -> NEWEST_OF_LANE.formatted(SearchSql.table(dialect), failed, look))
            .collect(Collectors.joining(" UNION ALL ")));
  }

  /** A group without its last job. */
  record Group(TaskType lane, String errorType, long jobs, OffsetDateTime lastAt) {}

  static Group group(ResultSet row, StatementContext context) throws SQLException {
    return new Group(
        TaskType.fromWireName(row.getString("lane")).orElseThrow(),
        row.getString("error_type"),
        row.getLong("jobs"),
        row.getObject("last_at", OffsetDateTime.class));
  }

  /** Empty when the last job has moved on meanwhile. */
  static Optional<DeadLetters> withLast(Handle handle, Group group) {
    return handle
        .createQuery(LAST)
        .bind("lane", group.lane().wireName())
        .bind("at", group.lastAt())
        .bind("error", group.errorType())
        .map(
            (row, c) ->
                new DeadLetters(
                    group.lane(),
                    group.errorType(),
                    group.jobs(),
                    String.valueOf(row.getString("error_message")),
                    row.getObject("id", UUID.class),
                    group.lastAt().toInstant()))
        .findFirst();
  }
}

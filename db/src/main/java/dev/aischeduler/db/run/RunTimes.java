package dev.aischeduler.db.run;

import dev.aischeduler.db.Database;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;

/** When jobs of runs waited and ran. Thread-safe. */
public final class RunTimes {
  private final Jdbi jdbi;

  public RunTimes(Database database) {
    this.jdbi = database.jdbi();
  }

  /** Of one job that succeeded: when it could start, when it last started, when it ended. */
  public record Times(String type, Instant ready, Instant started, Instant finished) {}

  /**
   * Of the last items of a run that succeeded, by their number (run_item_state_idx, then the jobs'
   * primary key).
   */
  public List<Times> ofLast(UUID run, int limit) {
    return jdbi.withHandle(
        h ->
            h.createQuery(
                    """
                    SELECT j.type, COALESCE(j.run_at, j.created_at) AS ready, j.started_at,
                           j.finished_at
                      FROM (SELECT job_id FROM run_item
                             WHERE run_id = :run AND state = 'succeeded'
                             ORDER BY run_id DESC, state DESC, item DESC LIMIT :limit) i
                      JOIN job j ON j.id = i.job_id
                     WHERE j.started_at IS NOT NULL AND j.finished_at IS NOT NULL""")
                .bind("run", run)
                .bind("limit", limit)
                .map(
                    (row, c) ->
                        new Times(
                            row.getString("type"),
                            instant(row, "ready"),
                            instant(row, "started_at"),
                            instant(row, "finished_at")))
                .list());
  }

  private static Instant instant(ResultSet row, String column) throws SQLException {
    return row.getObject(column, OffsetDateTime.class).toInstant();
  }
}

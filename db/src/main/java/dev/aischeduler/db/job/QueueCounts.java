package dev.aischeduler.db.job;

import dev.aischeduler.config.TaskType;
import dev.aischeduler.db.Database;
import dev.aischeduler.db.Dialect;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Jdbi;

/** How many jobs of each lane are not final, by ranges of job_status_idx. Thread-safe. */
public final class QueueCounts {
  private static final List<JobStatus> OPEN =
      List.of(JobStatus.SCHEDULED, JobStatus.QUEUED, JobStatus.RUNNING);

  /** Range and order are those of {@link SearchSql#range}, which says why. */
  private static final String RANGE =
      """
      SELECT '%s' AS lane, '%s' AS status, (
        SELECT count(*) FROM (
          SELECT 1 AS one FROM %s WHERE %s ORDER BY %s LIMIT %d) r) AS jobs""";

  private static final String ALL =
      "SELECT count(*) FROM job WHERE status = :status AND lane = :lane";

  private final Jdbi jdbi;
  private final Dialect dialect;
  private final List<TaskType> lanes;

  /**
   * @param lanes that are counted, at least one
   */
  public QueueCounts(Database database, List<TaskType> lanes) {
    this.jdbi = database.jdbi();
    this.dialect = database.dialect();
    this.lanes = List.copyOf(lanes);
  }

  /** The limit is written out as in {@link SearchSql}. */
  String sqlUpTo(int limit) {
    return lanes.stream()
        .flatMap(lane -> OPEN.stream().map(status -> countUpTo(lane, status, limit)))
        .collect(Collectors.joining(" UNION ALL "));
  }

  private String countUpTo(TaskType lane, JobStatus status, int limit) {
    SearchSql.Range range = SearchSql.range(dialect, SearchSql.OLDEST, status, lane);
    return String.format(
        Locale.ROOT,
        RANGE,
        lane.wireName(),
        status.wireName(),
        range.table(),
        range.condition(),
        range.orderBy(),
        limit);
  }

  /** Jobs of each lane by state, scheduled, queued and running, each counted up to a limit. */
  public Map<TaskType, Map<JobStatus, Long>> upTo(int limit) {
    return jdbi.withHandle(
        h ->
            h
                .createQuery(sqlUpTo(limit))
                .map(
                    (row, c) ->
                        new Count(
                            new TaskType(row.getString("lane")),
                            JobStatus.fromWireName(row.getString("status")).orElseThrow(),
                            row.getLong("jobs")))
                .stream()
                .collect(
                    Collectors.groupingBy(
                        Count::lane,
                        LinkedHashMap::new,
                        Collectors.toMap(Count::status, Count::jobs))));
  }

  private record Count(TaskType lane, JobStatus status, long jobs) {}

  /** Jobs of a lane in a state, however many: at a million, some tenths of a second. */
  public long all(TaskType lane, JobStatus status) {
    return jdbi.withHandle(
        h ->
            h.createQuery(ALL)
                .bind("lane", lane.wireName())
                .bind("status", status.wireName())
                .mapTo(Long.class)
                .one());
  }
}

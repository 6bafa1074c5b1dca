package dev.aischeduler.db.job;

import dev.aischeduler.config.TaskType;
import dev.aischeduler.db.Database;
import java.util.ArrayList;
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

  /** The whole order of the index keeps the databases from reading the table instead. */
  private static final String RANGE =
      """
      SELECT '%1$s' AS lane, '%2$s' AS status, (
        SELECT count(*) FROM (
          SELECT 1 AS one FROM job WHERE status = '%2$s' AND lane = '%1$s'
           ORDER BY status, lane, id LIMIT %3$d) r) AS jobs""";

  private static final String ALL =
      "SELECT count(*) FROM job WHERE status = :status AND lane = :lane";

  private final Jdbi jdbi;
  private final List<TaskType> lanes;

  /**
   * @param lanes that are counted, at least one
   */
  public QueueCounts(Database database, List<TaskType> lanes) {
    this.jdbi = database.jdbi();
    this.lanes = List.copyOf(lanes);
  }

  /** The limit is written out as in {@link SearchSql}. */
  private String sqlUpTo(int limit) {
    List<String> ranges = new ArrayList<>();
    for (TaskType lane : lanes) {
      OPEN.forEach(
          status ->
              ranges.add(
                  String.format(Locale.ROOT, RANGE, lane.wireName(), status.wireName(), limit)));
    }
    return String.join(" UNION ALL ", ranges);
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

package dev.aischeduler.db.job;

import dev.aischeduler.config.TaskType;
import dev.aischeduler.db.Database;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/** Finds and counts jobs by what people know of them. Thread-safe. */
public final class JobSearch {
  private static final JobRowMapper MAPPER = new JobRowMapper();

  private final Jdbi jdbi;

  /** A search in the database. */
  public JobSearch(Database database) {
    this.jdbi = database.jdbi();
  }

  /**
   * Jobs newest first (primary key, or job_status_idx when states are asked for).
   *
   * @param after keyset position: only jobs older than this id
   * @param limit largest number of rows
   */
  public List<Job> newest(JobFilter filter, @Nullable UUID after, int limit) {
    return page(filter, "id < :after", "DESC", after, limit);
  }

  /**
   * Jobs oldest first (job_status_idx when states are asked for).
   *
   * @param after keyset position: only jobs newer than this id
   * @param limit largest number of rows
   */
  public List<Job> oldest(JobFilter filter, @Nullable UUID after, int limit) {
    return page(filter, "id > :after", "ASC", after, limit);
  }

  private List<Job> page(
      JobFilter filter, String position, String order, @Nullable UUID after, int limit) {
    List<String> where = conditions(filter);
    if (after != null) {
      where.add(position);
    }
    String sql = "SELECT * FROM job" + all(where) + " ORDER BY id " + order + " LIMIT :limit";
    return jdbi.withHandle(
        h -> {
          Query query = bind(h, sql, filter).bind("limit", limit);
          if (after != null) {
            query.bind("after", after);
          }
          return query.map(MAPPER).list();
        });
  }

  /** How many there are (job_status_idx when states are asked for). */
  public long count(JobFilter filter) {
    String sql = "SELECT count(*) FROM job" + all(conditions(filter));
    return jdbi.withHandle(h -> bind(h, sql, filter).mapTo(Long.class).one());
  }

  /** Failed jobs by type and cause (job_status_idx, job_finished_idx), most frequent first. */
  public List<DeadLetters> deadLetters() {
    return jdbi.withHandle(
        h ->
            h.createQuery(
                    """
                    SELECT lane, error_type, count(*) AS jobs, max(finished_at) AS last_at
                      FROM job WHERE status = 'failed' AND error_type IS NOT NULL
                     GROUP BY lane, error_type ORDER BY jobs DESC, lane, error_type""")
                .map(
                    (row, c) ->
                        last(
                            h,
                            row.getString("lane"),
                            row.getString("error_type"),
                            row.getLong("jobs"),
                            row.getObject("last_at", OffsetDateTime.class)))
                .list());
  }

  private static DeadLetters last(
      Handle handle, String lane, String errorType, long count, OffsetDateTime at) {
    return handle
        .createQuery(
            """
            SELECT id, error_message FROM job
             WHERE lane = :lane AND finished_at = :at
               AND status = 'failed' AND error_type = :error LIMIT 1""")
        .bind("lane", lane)
        .bind("at", at)
        .bind("error", errorType)
        .map(
            (row, c) ->
                new DeadLetters(
                    TaskType.fromWireName(lane).orElseThrow(),
                    errorType,
                    count,
                    String.valueOf(row.getString("error_message")),
                    row.getObject("id", UUID.class),
                    at.toInstant()))
        .one();
  }

  private static String all(List<String> conditions) {
    return conditions.isEmpty() ? "" : " WHERE " + String.join(" AND ", conditions);
  }

  private static List<String> conditions(JobFilter filter) {
    List<String> where = new ArrayList<>();
    if (!filter.types().isEmpty()) {
      where.add("type IN (<types>)");
    }
    if (!filter.statuses().isEmpty()) {
      where.add("status IN (<statuses>)");
    }
    for (int i = 0; i < filter.tags().size(); i++) {
      where.add("tags LIKE :tag" + i + " ESCAPE '!'");
    }
    if (filter.tenant() != null) {
      where.add("tenant = :tenant");
    }
    if (filter.errorType() != null) {
      where.add("error_type = :error");
    }
    if (filter.createdAfter() != null) {
      where.add("created_at >= :created_after");
    }
    if (filter.createdBefore() != null) {
      where.add("created_at < :created_before");
    }
    return where;
  }

  private static Query bind(Handle handle, String sql, JobFilter filter) {
    Query query = handle.createQuery(sql);
    if (!filter.types().isEmpty()) {
      query.bindList("types", filter.types().stream().map(TaskType::wireName).toList());
    }
    if (!filter.statuses().isEmpty()) {
      query.bindList("statuses", filter.statuses().stream().map(JobStatus::wireName).toList());
    }
    for (int i = 0; i < filter.tags().size(); i++) {
      query.bind("tag" + i, "%," + escapeLike(filter.tags().get(i)) + ",%");
    }
    if (filter.tenant() != null) {
      query.bind("tenant", filter.tenant());
    }
    if (filter.errorType() != null) {
      query.bind("error", filter.errorType());
    }
    if (filter.createdAfter() != null) {
      query.bind("created_after", filter.createdAfter().atOffset(ZoneOffset.UTC));
    }
    if (filter.createdBefore() != null) {
      query.bind("created_before", filter.createdBefore().atOffset(ZoneOffset.UTC));
    }
    return query;
  }

  private static String escapeLike(String text) {
    return text.replace("!", "!!").replace("%", "!%").replace("_", "!_");
  }
}

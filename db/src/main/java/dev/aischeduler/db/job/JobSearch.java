package dev.aischeduler.db.job;

import dev.aischeduler.config.TaskType;
import dev.aischeduler.db.Database;
import dev.aischeduler.db.Dialect;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.SqlStatements;
import org.jspecify.annotations.Nullable;

/**
 * Finds and counts jobs by what people know of them. Thread-safe.
 *
 * <p>Invariant: no page reads the whole table, whatever it asks for and however many jobs there
 * are. A tenant is a range of job_tenant_idx, states and types are ranges of job_status_idx, of
 * which each gives its first rows; times of creation are ranges of ids, which begin with them. What
 * no index knows (tags, cause; states and types of one tenant) is searched among {@link
 * #SCAN_LIMIT} jobs of each range at most; the page then says where to go on.
 */
public final class JobSearch {
  private static final JobRowMapper MAPPER = new JobRowMapper();

  /** Jobs of a range that one page scans. */
  static final int SCAN_LIMIT = 10_000;

  /** Requests of a range that one page searches for words: they are long. */
  static final int WORDS_LIMIT = 2000;

  private final Jdbi jdbi;
  private final Dialect dialect;
  private final List<TaskType> lanes;
  private final int scanLimit;

  /**
   * @param lanes all that may have jobs
   */
  public JobSearch(Database database, Collection<TaskType> lanes) {
    this(database, lanes, SCAN_LIMIT);
  }

  /** A search that scans fewer jobs for a page. */
  JobSearch(Database database, Collection<TaskType> lanes, int scanLimit) {
    this.lanes = List.copyOf(lanes);
    this.jdbi = database.jdbi();
    this.dialect = database.dialect();
    this.scanLimit = scanLimit;
  }

  /**
   * Jobs newest first.
   *
   * @param after keyset position: only jobs older than this id
   * @param limit largest number of rows, 1..
   */
  public JobPage newest(JobFilter filter, @Nullable UUID after, int limit) {
    return page(sql(filter, null, SearchSql.NEWEST), scanLimit, after, limit);
  }

  /**
   * Jobs oldest first.
   *
   * @param after keyset position: only jobs newer than this id
   * @param limit largest number of rows, 1..
   */
  public JobPage oldest(JobFilter filter, @Nullable UUID after, int limit) {
    return page(sql(filter, null, SearchSql.OLDEST), scanLimit, after, limit);
  }

  /**
   * Jobs whose request holds some words, newest first, among {@link #WORDS_LIMIT} of each range.
   *
   * @param words as they stand there one after another, whatever their case
   * @param after keyset position: only jobs older than this id
   * @param limit largest number of rows, 1..
   */
  public JobPage withWords(JobFilter filter, String words, @Nullable UUID after, int limit) {
    int scan = Math.min(scanLimit, WORDS_LIMIT);
    return page(sql(filter, words, SearchSql.NEWEST), scan, after, limit);
  }

  private SearchSql sql(JobFilter filter, @Nullable String words, SearchSql.Order order) {
    return new SearchSql(filter, words, order, dialect, lanes);
  }

  private JobPage page(SearchSql sql, int scanLimit, @Nullable UUID after, int limit) {
    return jdbi.withHandle(
        h -> {
          UUID last = sql.needsScanLimit() ? lastScanned(h, sql, scanLimit, after) : null;
          List<Job> jobs =
              sql.bind(h.createQuery(sql.page(after, last, limit, scanLimit)), after, last)
                  .map(MAPPER)
                  .list();
          UUID next = jobs.size() == limit ? jobs.get(limit - 1).id() : last;
          return new JobPage(jobs, next);
        });
  }

  /** The range that is left first decides how far all may be looked at; null for to the end. */
  private @Nullable UUID lastScanned(
      Handle handle, SearchSql sql, int scanLimit, @Nullable UUID after) {
    Optional<UUID> last =
        sql.bind(handle.createQuery(sql.lastScanned(after, scanLimit)), after, null)
            .mapTo(UUID.class)
            .findFirst();
    return last.orElse(null);
  }

  /** How many there are. It reads each job of the filter's states and types in the index. */
  public long count(JobFilter filter) {
    SearchSql sql = sql(filter, null, SearchSql.OLDEST);
    return jdbi.withHandle(
        h -> sql.bind(h.createQuery(sql.count()), null, null).mapTo(Long.class).one());
  }

  /**
   * How many jobs each state has, each lane's counted up to a limit.
   *
   * @param filter by type and time of creation, which the index knows; its states are not looked at
   * @return empty when the filter asks for what no index knows
   */
  public Map<JobStatus, Long> countsUpTo(JobFilter filter, int limit) {
    if (!filter.tags().isEmpty() || filter.tenant() != null || filter.errorType() != null) {
      return Map.of();
    }
    SearchSql bounds = sql(filter, null, SearchSql.OLDEST);
    String counts =
        Stream.of(JobStatus.values())
            .map(
                state ->
                    sql(filter.in(Set.of(state)), null, SearchSql.OLDEST).countUpTo(state, limit))
            .collect(Collectors.joining(" UNION ALL "));
    Map<JobStatus, Long> all = new EnumMap<>(JobStatus.class);
    jdbi.useHandle(
        h ->
            bounds
                .bind(h.createQuery(counts), null, null)
                .map(
                    (row, c) ->
                        Map.entry(
                            JobStatus.fromWireName(row.getString("status")).orElseThrow(),
                            row.getLong("jobs")))
                .forEach(one -> all.merge(one.getKey(), one.getValue(), Long::sum)));
    return all;
  }

  /**
   * Failed jobs by type and cause, most frequent first, among the {@link #SCAN_LIMIT} of each type
   * that were submitted last; of one tenant, among the last {@link #SCAN_LIMIT} of its jobs.
   *
   * @param tenant null for all
   */
  public List<DeadLetters> deadLetters(@Nullable String tenant) {
    String sql =
        tenant == null
            ? DeadLetterSql.groups(dialect, lanes, scanLimit)
            : DeadLetterSql.groupsOfTenant(dialect, scanLimit);
    return jdbi.withHandle(
        h ->
            h.createQuery(sql)
                .configure(SqlStatements.class, s -> s.setUnusedBindingAllowed(true))
                .bind("tenant", tenant)
                .map(DeadLetterSql::group)
                .list());
  }
}

package dev.aischeduler.db.job;

import dev.aischeduler.config.TaskType;
import dev.aischeduler.db.Database;
import dev.aischeduler.db.Dialect;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
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
    return page(filter, SearchSql.NEWEST, after, limit);
  }

  /**
   * Jobs oldest first.
   *
   * @param after keyset position: only jobs newer than this id
   * @param limit largest number of rows, 1..
   */
  public JobPage oldest(JobFilter filter, @Nullable UUID after, int limit) {
    return page(filter, SearchSql.OLDEST, after, limit);
  }

  private JobPage page(JobFilter filter, SearchSql.Order order, @Nullable UUID after, int limit) {
    SearchSql sql = new SearchSql(filter, order, dialect, lanes);
    return jdbi.withHandle(
        h -> {
          UUID last = sql.needsScanLimit() ? lastScanned(h, sql, after) : null;
          List<Job> jobs =
              sql.bind(h.createQuery(sql.page(after, last, limit, scanLimit)), after, last)
                  .map(MAPPER)
                  .list();
          UUID next = jobs.size() == limit ? jobs.get(limit - 1).id() : last;
          return new JobPage(jobs, next);
        });
  }

  /** The range that is left first decides how far all may be looked at; null for to the end. */
  private @Nullable UUID lastScanned(Handle handle, SearchSql sql, @Nullable UUID after) {
    Optional<UUID> last =
        sql.bind(handle.createQuery(sql.lastScanned(after, scanLimit)), after, null)
            .mapTo(UUID.class)
            .findFirst();
    return last.orElse(null);
  }

  /** How many there are. It reads each job of the filter's states and types in the index. */
  public long count(JobFilter filter) {
    SearchSql sql = new SearchSql(filter, SearchSql.OLDEST, dialect, lanes);
    return jdbi.withHandle(
        h -> sql.bind(h.createQuery(sql.count()), null, null).mapTo(Long.class).one());
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

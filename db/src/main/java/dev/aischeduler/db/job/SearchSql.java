package dev.aischeduler.db.job;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.aischeduler.config.TaskType;
import dev.aischeduler.config.json.Json;
import dev.aischeduler.db.Dialect;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.function.BinaryOperator;
import java.util.stream.Collectors;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.SqlStatements;
import org.jspecify.annotations.Nullable;

/**
 * The statements of one search. States and types are written out, for they are plain names; so are
 * limits, for H2 2.5 gives the rows of an earlier limit when that of a part of a union is a
 * parameter. Everything else is bound.
 */
final class SearchSql {
  static final Order NEWEST = new Order("DESC", "<", ">=");
  static final Order OLDEST = new Order("ASC", ">", "<=");

  private final JobFilter filter;
  private final @Nullable String words;
  private final Order order;
  private final Dialect dialect;
  private final Collection<TaskType> lanes;
  private final List<Range> ranges;

  /**
   * A direction through the ids.
   *
   * @param after of ids that follow a position
   * @param upTo of ids that do not follow a position
   */
  record Order(String keyword, String after, String upTo) {}

  /**
   * One range of an index.
   *
   * @param bound turns a comparison and a value for the id into a condition
   */
  record Range(String table, String condition, BinaryOperator<String> bound, String orderBy) {}

  SearchSql(JobFilter filter, Order order, Dialect dialect, Collection<TaskType> lanes) {
    this(filter, null, order, dialect, lanes);
  }

  /**
   * A search in the requests as well.
   *
   * @param words that a request holds, whatever their case; null for any request
   */
  SearchSql(
      JobFilter filter,
      @Nullable String words,
      Order order,
      Dialect dialect,
      Collection<TaskType> lanes) {
    this.lanes = lanes;
    this.filter = filter;
    this.words = words;
    this.order = order;
    this.dialect = dialect;
    this.ranges = ranges();
  }

  /**
   * Those of one tenant by job_tenant_idx, so that no job of another is looked at; else the primary
   * key when all states and types are asked for, else job_status_idx.
   */
  private List<Range> ranges() {
    if (filter.tenant() != null) {
      return List.of(ofTenant(dialect, order));
    }
    if (filter.statuses().isEmpty() && filter.types().isEmpty()) {
      return List.of(new Range("job", "TRUE", SearchSql::boundOfId, "id " + order.keyword()));
    }
    List<Range> all = new ArrayList<>();
    for (JobStatus status : orAll(filter.statuses(), EnumSet.allOf(JobStatus.class))) {
      for (TaskType lane : orAll(filter.types(), lanes)) {
        all.add(range(dialect, order, status, lane));
      }
    }
    return all;
  }

  /** The jobs of a state and a lane by their ids (job_status_idx). */
  static Range range(Dialect dialect, Order order, JobStatus status, TaskType lane) {
    String s = status.wireName();
    BinaryOperator<String> bound =
        dialect == Dialect.POSTGRESQL
            ? (compare, id) ->
                String.format(
                    Locale.ROOT,
                    "(status, lane, id) %s ('%s', '%s', %s)",
                    compare,
                    s,
                    lane.wireName(),
                    id)
            : SearchSql::boundOfId;
    return new Range(
        table(dialect),
        condition(dialect, s, lane),
        bound,
        String.format(Locale.ROOT, "status %1$s, lane %1$s, id %1$s", order.keyword()));
  }

  /** The jobs of the tenant that is bound, by their ids (job_tenant_idx). */
  static Range ofTenant(Dialect dialect, Order order) {
    boolean postgres = dialect == Dialect.POSTGRESQL;
    BinaryOperator<String> bound =
        postgres
            ? (compare, id) ->
                String.format(Locale.ROOT, "(tenant, id) %s (:tenant, %s)", compare, id)
            : SearchSql::boundOfId;
    return new Range(
        postgres ? "job" : "job USE INDEX (job_tenant_idx)",
        // not an equation, for the reason given at condition
        postgres ? "tenant >= :tenant AND tenant <= :tenant" : "tenant = :tenant",
        bound,
        String.format(Locale.ROOT, "tenant %1$s, id %1$s", order.keyword()));
  }

  private static String boundOfId(String compare, String id) {
    return "id " + compare + " " + id;
  }

  /** H2 sees no order in an index that is read backwards, and so needs a hint which to read. */
  private static String table(Dialect dialect) {
    return dialect == Dialect.H2 ? "job USE INDEX (job_status_idx)" : "job";
  }

  /**
   * Selects the jobs of a state and a lane. PostgreSQL gets a comparison of rows: given two
   * equations it orders by the id alone, and where it expects many such jobs it walks the primary
   * key to find them, through the whole table when there are none.
   */
  private static String condition(Dialect dialect, String status, TaskType lane) {
    return String.format(
        Locale.ROOT,
        dialect == Dialect.POSTGRESQL
            ? "(status, lane) >= ('%1$s', '%2$s') AND (status, lane) <= ('%1$s', '%2$s')"
            : "status = '%1$s' AND lane = '%2$s'",
        status,
        lane.wireName());
  }

  private static <T extends Comparable<T>> Collection<T> orAll(
      Collection<T> some, Collection<T> all) {
    return some.isEmpty() ? all : some.stream().sorted().toList();
  }

  /** True when rows of the ranges may have to be looked at in vain. */
  boolean needsScanLimit() {
    return !others().isEmpty();
  }

  /**
   * Jobs of a page, each range giving its first ones. What no index knows is asked of the rows that
   * a range has given, so that the planner reads these few by the index and not the whole table.
   *
   * @param scanLimit rows of a range that are scanned, at most
   */
  String page(@Nullable UUID after, @Nullable UUID last, int limit, int scanLimit) {
    String most = "LIMIT " + limit;
    String others = String.join(" AND ", others());
    String byId = " ORDER BY id " + order.keyword() + " " + most;
    return ranges.stream()
            .map(
                range ->
                    others.isEmpty()
                        ? select("*", range, where(range, after, null, List.of()), most)
                        : "(SELECT * FROM "
                            + select(
                                "*",
                                range,
                                where(range, after, last, List.of()),
                                "LIMIT " + scanLimit)
                            + " r WHERE "
                            + others
                            + byId
                            + ")")
            .collect(Collectors.joining(" UNION ALL ", "SELECT * FROM (", ") j"))
        + byId;
  }

  /**
   * The last id that a page may scanLimit at when it looks at so many jobs; none for to the end.
   */
  String lastScanned(@Nullable UUID after, int scanLimit) {
    String ends =
        ranges.stream()
            .map(
                range ->
                    select(
                        "id",
                        range,
                        where(range, after, null, List.of()),
                        "LIMIT 1 OFFSET " + (scanLimit - 1)))
            .collect(Collectors.joining(" UNION ALL "));
    return "SELECT id FROM (" + ends + ") j ORDER BY id " + order.keyword() + " LIMIT 1";
  }

  /** How many jobs there are in all ranges. */
  String count() {
    String counts =
        ranges.stream()
            .map(
                range ->
                    "SELECT count(*) AS jobs FROM "
                        + range.table()
                        + where(range, null, null, others()))
            .collect(Collectors.joining(" UNION ALL "));
    return "SELECT sum(jobs) FROM (" + counts + ") j";
  }

  /**
   * How many jobs each range has, counted up to a limit, with its state. Only what the index knows
   * is asked: times of creation by the ids, to the millisecond.
   */
  String countUpTo(JobStatus status, int limit) {
    return ranges.stream()
        .map(
            range ->
                String.format(
                    Locale.ROOT,
                    "SELECT '%s' AS status, (SELECT count(*) FROM %s r) AS jobs",
                    status.wireName(),
                    select(
                        "1 AS one", range, where(range, null, null, List.of()), "LIMIT " + limit)))
        .collect(Collectors.joining(" UNION ALL "));
  }

  private static String select(String columns, Range range, String where, String limit) {
    return String.format(
        Locale.ROOT,
        "(SELECT %s FROM %s%s ORDER BY %s %s)",
        columns,
        range.table(),
        where,
        range.orderBy(),
        limit);
  }

  private String where(
      Range range, @Nullable UUID after, @Nullable UUID last, List<String> others) {
    List<String> all = new ArrayList<>();
    all.add(range.condition());
    BinaryOperator<String> bound = range.bound();
    if (after != null) {
      all.add(bound.apply(order.after(), ":after"));
    }
    if (last != null) {
      all.add(bound.apply(order.upTo(), ":last"));
    }
    if (filter.createdAfter() != null) {
      all.add(bound.apply(">=", ":from"));
    }
    if (filter.createdBefore() != null) {
      all.add(bound.apply("<", ":to"));
    }
    all.addAll(others);
    return " WHERE " + String.join(" AND ", all);
  }

  /** What no index knows. */
  private List<String> others() {
    List<String> where = new ArrayList<>();
    for (int i = 0; i < filter.tags().size(); i++) {
      where.add("tags LIKE :tag" + i + " ESCAPE '!'");
    }
    if (words != null) {
      where.add("lower(request) LIKE :words ESCAPE '!'");
    }
    if (filter.tenant() != null) {
      anyOf("status", filter.statuses().stream().map(JobStatus::wireName).toList(), where);
      anyOf("lane", filter.types().stream().map(TaskType::wireName).toList(), where);
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

  /** Both are plain names. */
  private static void anyOf(String column, List<String> names, List<String> where) {
    if (!names.isEmpty()) {
      where.add(column + " IN ('" + String.join("', '", names.stream().sorted().toList()) + "')");
    }
  }

  /** Binds what the filter and the position hold. */
  Query bind(Query query, @Nullable UUID after, @Nullable UUID last) {
    // the scanLimit knows the bounds alone
    query.configure(SqlStatements.class, statements -> statements.setUnusedBindingAllowed(true));
    if (after != null) {
      query.bind("after", after);
    }
    if (last != null) {
      query.bind("last", last);
    }
    for (int i = 0; i < filter.tags().size(); i++) {
      query.bind("tag" + i, "%," + escapeLike(filter.tags().get(i)) + ",%");
    }
    if (words != null) {
      query.bind("words", "%" + escapeLike(inJson(words).toLowerCase(Locale.ROOT)) + "%");
    }
    query.bind("tenant", filter.tenant()).bind("error", filter.errorType());
    Instant from = filter.createdAfter();
    if (from != null) {
      query.bind("from", firstId(from.toEpochMilli()));
      query.bind("created_after", from.atOffset(ZoneOffset.UTC));
    }
    Instant to = filter.createdBefore();
    if (to != null) {
      query.bind("to", firstId(to.toEpochMilli() + 1));
      query.bind("created_before", to.atOffset(ZoneOffset.UTC));
    }
    return query;
  }

  /** The smallest UUID of version 7 (RFC 9562) of a millisecond. */
  static UUID firstId(long epochMilli) {
    long time = Math.max(0, Math.min(epochMilli, (1L << 48) - 1));
    return new UUID(time << 16, 0);
  }

  /** A text as it stands within a string of a stored document. */
  private static String inJson(String text) {
    try {
      String quoted = Json.mapper().writeValueAsString(text);
      return quoted.substring(1, quoted.length() - 1);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a text cannot be written as JSON", e);
    }
  }

  private static String escapeLike(String text) {
    return text.replace("!", "!!").replace("%", "!%").replace("_", "!_");
  }
}

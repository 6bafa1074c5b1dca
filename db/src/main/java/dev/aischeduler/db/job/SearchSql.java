package dev.aischeduler.db.job;

import dev.aischeduler.config.TaskType;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.SqlStatements;
import org.jspecify.annotations.Nullable;

/**
 * The statements of one search. States and types are written out, for they come from closed sets;
 * so are limits, for H2 2.5 gives the rows of an earlier limit when that of a part of a union is a
 * parameter. Everything else is bound.
 */
final class SearchSql {
  static final Order NEWEST = new Order("DESC", "<", ">=");
  static final Order OLDEST = new Order("ASC", ">", "<=");

  private final JobFilter filter;
  private final Order order;
  private final List<Range> ranges;

  /**
   * A direction through the ids.
   *
   * @param after of ids that follow a position
   * @param upTo of ids that do not follow a position
   */
  record Order(String word, String after, String upTo) {}

  /** One range of an index. */
  private record Range(String condition, String orderBy) {}

  SearchSql(JobFilter filter, Order order) {
    this.filter = filter;
    this.order = order;
    this.ranges = ranges();
  }

  /** The primary key when all states and types are asked for, else job_status_idx. */
  private List<Range> ranges() {
    String direction = order.word();
    if (filter.statuses().isEmpty() && filter.types().isEmpty()) {
      return List.of(new Range("TRUE", "id " + direction));
    }
    String orderBy = "status %1$s, lane %1$s, id %1$s".formatted(direction);
    List<Range> all = new ArrayList<>();
    for (JobStatus status : orAll(filter.statuses(), JobStatus.class)) {
      for (TaskType lane : orAll(filter.types(), TaskType.class)) {
        all.add(
            new Range(
                "status = '%s' AND lane = '%s'".formatted(status.wireName(), lane.wireName()),
                orderBy));
      }
    }
    return all;
  }

  private static <E extends Enum<E>> Collection<E> orAll(Collection<E> some, Class<E> type) {
    return some.isEmpty() ? EnumSet.allOf(type) : EnumSet.copyOf(some);
  }

  /** True when rows of the ranges may have to be looked at in vain. */
  boolean needsLook() {
    return !others().isEmpty();
  }

  /** Jobs of a page, each range giving its first ones. */
  String page(@Nullable UUID after, @Nullable UUID last, int limit) {
    List<String> conditions = bounds(after);
    if (last != null) {
      conditions.add("id " + order.upTo() + " :last");
    }
    conditions.addAll(others());
    return ranges.stream()
            .map(range -> select("*", range, conditions, "LIMIT " + limit))
            .collect(Collectors.joining(" UNION ALL ", "SELECT * FROM (", ") j"))
        + " ORDER BY id "
        + order.word()
        + " LIMIT "
        + limit;
  }

  /** The last id that a page may look at when it looks at so many jobs; none for to the end. */
  String lastLookedAt(@Nullable UUID after, int look) {
    List<String> bounds = bounds(after);
    String ends =
        ranges.stream()
            .map(range -> select("id", range, bounds, "LIMIT 1 OFFSET " + (look - 1)))
            .collect(Collectors.joining(" UNION ALL "));
    return "SELECT id FROM (" + ends + ") j ORDER BY id " + order.word() + " LIMIT 1";
  }

  /** How many jobs there are in all ranges. */
  String count() {
    List<String> conditions = bounds(null);
    conditions.addAll(others());
    String counts =
        ranges.stream()
            .map(range -> "SELECT count(*) AS jobs FROM job" + where(range, conditions))
            .collect(Collectors.joining(" UNION ALL "));
    return "SELECT sum(jobs) FROM (" + counts + ") j";
  }

  private static String select(String columns, Range range, List<String> conditions, String limit) {
    return "(SELECT %s FROM job%s ORDER BY %s %s)"
        .formatted(columns, where(range, conditions), range.orderBy(), limit);
  }

  private static String where(Range range, List<String> conditions) {
    List<String> all = new ArrayList<>(conditions);
    all.add(0, range.condition());
    return " WHERE " + String.join(" AND ", all);
  }

  /** What the index knows. */
  private List<String> bounds(@Nullable UUID after) {
    List<String> bounds = new ArrayList<>();
    if (after != null) {
      bounds.add("id " + order.after() + " :after");
    }
    if (filter.createdAfter() != null) {
      bounds.add("id >= :from");
    }
    if (filter.createdBefore() != null) {
      bounds.add("id < :to");
    }
    return bounds;
  }

  /** What no index knows. */
  private List<String> others() {
    List<String> where = new ArrayList<>();
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

  /** Binds what the filter and the position hold. */
  Query bind(Query query, @Nullable UUID after, @Nullable UUID last) {
    // the look knows the bounds alone
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
  private static UUID firstId(long epochMilli) {
    long time = Math.max(0, Math.min(epochMilli, (1L << 48) - 1));
    return new UUID(time << 16, 0);
  }

  private static String escapeLike(String text) {
    return text.replace("!", "!!").replace("%", "!%").replace("_", "!_");
  }
}

package dev.aischeduler.db.webhook;

import dev.aischeduler.db.Database;
import dev.aischeduler.db.Dialect;
import dev.aischeduler.db.StoredText;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/** Table {@code webhook_delivery}; new rows are written with what they report. Thread-safe. */
public final class DeliveryStore {
  private static final int LONGEST_ERROR = 500;

  /** webhook_delivery_due_idx */
  private static final String DUE =
      """
      SELECT * FROM webhook_delivery WHERE state = 'pending' AND next_attempt_at <= :now
       ORDER BY next_attempt_at LIMIT :limit""";

  private final Jdbi jdbi;
  private final Dialect dialect;

  public DeliveryStore(Database database) {
    this.jdbi = database.jdbi();
    this.dialect = database.dialect();
  }

  /**
   * Which deliveries a list shows; nulls mean all.
   *
   * @param subjectId of the job or run that they report
   * @param before only those older than this id
   */
  public record Filter(
      @Nullable DeliveryState state,
      @Nullable UUID subjectId,
      @Nullable String tenant,
      @Nullable UUID before) {}

  /** Deliveries, newest first. */
  public List<Delivery> list(Filter filter, int limit) {
    List<String> conditions = new ArrayList<>(List.of("1 = 1"));
    if (filter.state() != null) {
      conditions.add("state = :state");
    }
    if (filter.subjectId() != null) {
      conditions.add("subject_id = :subject");
    }
    if (filter.tenant() != null) {
      conditions.add("tenant = :tenant");
    }
    if (filter.before() != null) {
      conditions.add("id < :before");
    }
    String sql =
        "SELECT * FROM webhook_delivery WHERE "
            + String.join(" AND ", conditions)
            + " ORDER BY id DESC LIMIT :limit";
    return jdbi.withHandle(
        h -> {
          Query query = h.createQuery(sql).bind("limit", limit);
          if (filter.state() != null) {
            query.bind("state", filter.state().wireName());
          }
          if (filter.subjectId() != null) {
            query.bind("subject", filter.subjectId());
          }
          if (filter.tenant() != null) {
            query.bind("tenant", filter.tenant());
          }
          if (filter.before() != null) {
            query.bind("before", filter.before());
          }
          return query.map((row, c) -> delivery(row)).list();
        });
  }

  /** The delivery, or empty. */
  public Optional<Delivery> find(UUID id) {
    return jdbi.withHandle(
        h ->
            h.createQuery("SELECT * FROM webhook_delivery WHERE id = :id")
                .bind("id", id)
                .map((row, c) -> delivery(row))
                .findOne());
  }

  /** Whether an attempt is due. */
  public boolean anyDue(Instant now) {
    return jdbi.withHandle(
        h ->
            h.createQuery(DUE)
                .bind("now", now)
                .bind("limit", 1)
                .map((row, c) -> true)
                .findOne()
                .isPresent());
  }

  /**
   * Claims attempts that are due, the longest overdue first. No other node has them until a time,
   * after which they are due again unless their ends were stored.
   *
   * @return them with the attempt counted
   */
  public List<Delivery> claim(Instant now, Instant until, int limit) {
    String sql = dialect == Dialect.POSTGRESQL ? DUE + " FOR UPDATE SKIP LOCKED" : DUE;
    return jdbi.inTransaction(
        h -> {
          List<Delivery> claimed = new ArrayList<>();
          List<Delivery> due =
              h.createQuery(sql)
                  .bind("now", now)
                  .bind("limit", limit)
                  .map((row, c) -> delivery(row))
                  .list();
          for (Delivery delivery : due) {
            int own =
                h.createUpdate(
                        """
                        UPDATE webhook_delivery SET attempt = attempt + 1, next_attempt_at = :until
                         WHERE id = :id AND attempt = :attempt AND state = 'pending'""")
                    .bind("until", until)
                    .bind("id", delivery.id())
                    .bind("attempt", delivery.attempt())
                    .execute();
            if (own > 0) {
              claimed.add(attempted(delivery, until));
            }
          }
          return claimed;
        });
  }

  private static Delivery attempted(Delivery row, Instant until) {
    return new Delivery(
        row.id(),
        row.tenant(),
        row.subject(),
        row.subjectId(),
        row.event(),
        row.url(),
        row.state(),
        row.attempt() + 1,
        row.statusCode(),
        row.error(),
        row.createdAt(),
        until,
        null);
  }

  /**
   * Stores how a claimed attempt ended, if the claim still holds.
   *
   * @param next when a pending one is tried again; else null
   */
  public void ended(
      Delivery claimed,
      DeliveryState state,
      @Nullable Integer statusCode,
      @Nullable String error,
      @Nullable Instant next,
      Instant now) {
    jdbi.useHandle(
        h ->
            h.createUpdate(
                    """
                    UPDATE webhook_delivery SET state = :state, status_code = :code,
                           error = :error, next_attempt_at = :next, finished_at = :finished
                     WHERE id = :id AND attempt = :attempt AND state = 'pending'""")
                .bind("state", state.wireName())
                .bind("code", statusCode)
                .bind("error", StoredText.limit(error, LONGEST_ERROR))
                .bind("next", next)
                .bind("finished", state == DeliveryState.PENDING ? null : now)
                .bind("id", claimed.id())
                .bind("attempt", claimed.attempt())
                .execute());
  }

  /** Makes a delivery due now, with every attempt before it again; false for an unknown one. */
  public boolean replay(UUID id, Instant now) {
    return jdbi.withHandle(
            h ->
                h.createUpdate(
                        """
                        UPDATE webhook_delivery SET state = 'pending', attempt = 0,
                               next_attempt_at = :now, finished_at = NULL
                         WHERE id = :id""")
                    .bind("id", id)
                    .bind("now", now)
                    .execute())
        > 0;
  }

  /** How many are pending. */
  public long pending() {
    return jdbi.withHandle(
        h ->
            h.createQuery("SELECT count(*) FROM webhook_delivery WHERE state = 'pending'")
                .mapTo(Long.class)
                .one());
  }

  /** Removes some that ended before a time; returns how many. */
  public int removeEndedBefore(Instant time, int limit) {
    return jdbi.withHandle(
        h ->
            h.createUpdate(
                    """
                    DELETE FROM webhook_delivery WHERE id IN (
                      SELECT id FROM webhook_delivery
                       WHERE state IN ('delivered', 'failed') AND finished_at < :time
                       ORDER BY id LIMIT :limit)""")
                .bind("time", time)
                .bind("limit", limit)
                .execute());
  }

  private static Delivery delivery(ResultSet row) throws SQLException {
    return new Delivery(
        row.getObject("id", UUID.class),
        row.getString("tenant"),
        row.getString("subject"),
        row.getObject("subject_id", UUID.class),
        Event.of(row.getString("event")),
        row.getString("url"),
        DeliveryState.of(row.getString("state")),
        row.getInt("attempt"),
        row.getObject("status_code", Integer.class),
        row.getString("error"),
        row.getObject("created_at", OffsetDateTime.class).toInstant(),
        instant(row, "next_attempt_at"),
        instant(row, "finished_at"));
  }

  private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
    OffsetDateTime at = row.getObject(column, OffsetDateTime.class);
    return at == null ? null : at.toInstant();
  }
}

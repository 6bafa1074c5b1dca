package dev.aischeduler.db.run;

import dev.aischeduler.db.Database;
import dev.aischeduler.db.failure.DatabaseException;
import dev.aischeduler.db.failure.UniqueViolation;
import dev.aischeduler.db.webhook.Callback;
import dev.aischeduler.db.webhook.Event;
import dev.aischeduler.db.webhook.NewDelivery;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;
import org.jspecify.annotations.Nullable;

/** Table {@code run}, but for its turns. Thread-safe. */
public final class RunStore {

  private final Jdbi jdbi;

  public RunStore(Database database) {
    this.jdbi = database.jdbi();
  }

  /** Stores a new run; false when there is one of this id already. */
  public boolean insert(Run run) {
    return insert(run, null, null);
  }

  /**
   * Stores a new run.
   *
   * @param key that names its start; null for none
   * @param callback where its ends are reported to; null for nowhere
   * @return false when there is one of this id or key already
   */
  public boolean insert(Run run, @Nullable RunKey key, @Nullable Callback callback) {
    try {
      return insertNew(run, key, callback);
    } catch (UnableToExecuteStatementException e) {
      if (UniqueViolation.causes(e)) {
        return false;
      }
      throw e;
    }
  }

  /** The run that was started under a key; empty for none. */
  public Optional<Run> findByKey(String kind, String tenant, String key) {
    return jdbi.withHandle(
        h ->
            h.createQuery(
                    """
                    SELECT * FROM run
                     WHERE kind = :kind AND tenant = :tenant AND idempotency_key = :key""")
                .bind("kind", kind)
                .bind("tenant", tenant)
                .bind("key", key)
                .map((row, c) -> run(row))
                .findOne());
  }

  /** The key under which a run was started; empty for none. */
  public Optional<RunKey> keyOf(UUID id) {
    return jdbi.withHandle(
        h ->
            h.createQuery(
                    """
                    SELECT idempotency_key, content FROM run
                     WHERE id = :id AND idempotency_key IS NOT NULL""")
                .bind("id", id)
                .map((row, c) -> new RunKey(row.getString(1), row.getString(2)))
                .findOne());
  }

  private boolean insertNew(Run run, @Nullable RunKey key, @Nullable Callback callback) {
    return jdbi.inTransaction(
        h -> {
          boolean known =
              h.createQuery("SELECT count(*) FROM run WHERE id = :id")
                      .bind("id", run.id())
                      .mapTo(Integer.class)
                      .one()
                  > 0;
          if (known) {
            return false;
          }
          h.createUpdate(
                  """
                  INSERT INTO run (id, kind, name, tenant, status, spec, total, items, rejected,
                    succeeded, failed, cancelled, turn, turn_open, turn_wanted, created_at,
                    updated_at, idempotency_key, content, callback_url, callback_events,
                    traceparent)
                  VALUES (:id, :kind, :name, :tenant, :status, :spec, :total, 0, 0, 0, 0, 0, 0,
                    FALSE, TRUE, :createdAt, :createdAt, :key, :content, :callbackUrl,
                    :callbackEvents, :traceparent)""")
              .bind("id", run.id())
              .bind("kind", run.kind())
              .bind("name", run.name())
              .bind("tenant", run.tenant())
              .bind("status", run.status().wireName())
              .bind("spec", run.spec())
              .bind("total", run.counts().total())
              .bind("createdAt", run.createdAt())
              .bind("callbackUrl", callback == null ? null : callback.url())
              .bind("callbackEvents", callback == null ? null : callback.joinedEvents())
              .bind("traceparent", run.traceparent())
              .bind("key", key == null ? null : key.key())
              .bind("content", key == null ? null : key.content())
              .execute();
          return true;
        });
  }

  /** The run, or empty. */
  public Optional<Run> find(UUID id) {
    return jdbi.withHandle(
        h ->
            h.createQuery("SELECT * FROM run WHERE id = :id")
                .bind("id", id)
                .map((row, c) -> run(row))
                .findOne());
  }

  /**
   * Runs of a kind, newest first.
   *
   * @param tenant whose; null for those of all (run_tenant_idx, run_kind_idx)
   * @param statuses in one of them; empty for all
   * @param before only runs older than this id; null for the newest
   */
  public List<Run> list(
      String kind,
      @Nullable String tenant,
      Set<RunStatus> statuses,
      @Nullable UUID before,
      int limit) {
    String sql =
        "SELECT * FROM run WHERE kind = :kind"
            + (tenant == null ? "" : " AND tenant = :tenant")
            + (statuses.isEmpty() ? "" : " AND status IN (<statuses>)")
            + (before == null ? "" : " AND id < :before")
            + " ORDER BY id DESC LIMIT :limit";
    return jdbi.withHandle(
        h -> {
          Query query = h.createQuery(sql).bind("kind", kind).bind("limit", limit);
          if (tenant != null) {
            query.bind("tenant", tenant);
          }
          if (!statuses.isEmpty()) {
            query.bindList("statuses", statuses.stream().map(RunStatus::wireName).toList());
          }
          if (before != null) {
            query.bind("before", before);
          }
          return query.map((row, c) -> run(row)).list();
        });
  }

  /** How many runs are open, by kind and status. */
  public Map<String, Map<RunStatus, Long>> open() {
    return jdbi.withHandle(
        h ->
            h.createQuery(
                    """
                    SELECT kind, status, count(*) AS n FROM run
                     WHERE status IN ('queued', 'running', 'paused') GROUP BY kind, status""")
                .reduceRows(
                    new HashMap<String, Map<RunStatus, Long>>(),
                    (map, row) -> {
                      map.computeIfAbsent(
                              row.getColumn("kind", String.class),
                              kind -> new EnumMap<>(RunStatus.class))
                          .put(
                              RunStatus.of(row.getColumn("status", String.class)),
                              row.getColumn("n", Long.class));
                      return map;
                    }));
  }

  /**
   * What tells whether something happened to runs, by id: it differs after each change and each
   * turn; those that do not exist are absent.
   *
   * @param ids at most 500
   */
  public Map<UUID, String> versions(Collection<UUID> ids) {
    if (ids.isEmpty()) {
      return Map.of();
    }
    return jdbi.withHandle(
        h ->
            h.createQuery(
                    """
                    SELECT id, status, turn, turn_open, turn_at, updated_at FROM run
                     WHERE id IN (<ids>)""")
                .bindList("ids", List.copyOf(ids))
                .reduceRows(
                    new HashMap<UUID, String>(),
                    (map, row) -> {
                      StringBuilder version = new StringBuilder();
                      for (int column = 2; column <= 6; column++) {
                        version.append(row.getColumn(column, String.class)).append(' ');
                      }
                      map.put(row.getColumn("id", UUID.class), version.toString());
                      return map;
                    }));
  }

  /**
   * Changes the status of a run; an end is reported to who asked for it, in the same transaction.
   *
   * @param from it must be in one of them
   * @param error why; null for none
   * @return false when it was in another
   */
  public boolean change(
      UUID id, Set<RunStatus> from, RunStatus to, @Nullable String error, Instant now) {
    return jdbi.inTransaction(
        h -> {
          int changed =
              h.createUpdate(
                      """
                        UPDATE run SET status = :to, error = :error, updated_at = :now,
                               turn_wanted = TRUE,
                               started_at = CASE WHEN :starts THEN COALESCE(started_at, :now)
                                            ELSE started_at END,
                               finished_at = CASE WHEN :ends THEN CAST(:now AS timestamp(6) with time zone) END
                         WHERE id = :id AND status IN (<from>)""")
                  .bindList("from", from.stream().map(RunStatus::wireName).toList())
                  .bind("id", id)
                  .bind("to", to.wireName())
                  .bind("error", error)
                  .bind("starts", to == RunStatus.RUNNING)
                  .bind("ends", to.isFinal())
                  .bind("now", now)
                  .execute();
          if (changed > 0 && to.isFinal()) {
            report(h, id, to, now);
          }
          return changed > 0;
        });
  }

  private static void report(Handle h, UUID id, RunStatus end, Instant now) {
    NewDelivery report =
        h.createQuery("SELECT kind, tenant, callback_url, callback_events FROM run WHERE id = :id")
            .bind("id", id)
            .map((row, c) -> Optional.ofNullable(report(row, id, end, now)))
            .one()
            .orElse(null);
    if (report != null) {
      try {
        NewDelivery.insert(h.getConnection(), List.of(report));
      } catch (SQLException e) {
        throw new DatabaseException("the end of run " + id + " could not be reported", e);
      }
    }
  }

  private static @Nullable NewDelivery report(ResultSet row, UUID id, RunStatus end, Instant now)
      throws SQLException {
    return NewDelivery.of(
        Callback.of(row.getString("callback_url"), row.getString("callback_events")),
        Event.ofFinalState(end.wireName()),
        row.getString("tenant"),
        row.getString("kind"),
        id,
        now);
  }

  /** Keeps what a kind wants to know in its next turn, and what it does now for people. */
  public void save(UUID id, @Nullable String state, @Nullable String note, Instant now) {
    jdbi.useHandle(
        h ->
            h.createUpdate(
                    "UPDATE run SET state = :state, note = :note, updated_at = :now WHERE id = :id")
                .bind("id", id)
                .bind("state", state)
                .bind("note", note)
                .bind("now", now)
                .execute());
  }

  /** Runs that ended before a time. */
  public List<Run> endedBefore(Instant time, int limit) {
    return jdbi.withHandle(
        h ->
            h.createQuery(
                    """
                    SELECT * FROM run WHERE status IN ('succeeded', 'failed', 'cancelled')
                       AND finished_at < :time ORDER BY id LIMIT :limit""")
                .bind("time", time)
                .bind("limit", limit)
                .map((row, c) -> run(row))
                .list());
  }

  /** Removes a run with its items, steps and artifacts; its jobs are removed later. */
  public void remove(UUID id) {
    jdbi.useTransaction(
        h -> {
          for (String rows :
              List.of(
                  "run_item WHERE run_id",
                  "workflow_step WHERE run_id",
                  "artifact WHERE job_id",
                  "run WHERE id")) {
            h.createUpdate("DELETE FROM " + rows + " = :id").bind("id", id).execute();
          }
        });
  }

  private static Run run(ResultSet row) throws SQLException {
    return new Run(
        row.getObject("id", UUID.class),
        row.getString("kind"),
        row.getString("name"),
        row.getString("tenant"),
        RunStatus.of(row.getString("status")),
        row.getString("spec"),
        row.getString("state"),
        row.getString("note"),
        row.getString("error"),
        new Run.Counts(
            row.getObject("total", Integer.class),
            row.getInt("items"),
            row.getInt("rejected"),
            row.getInt("succeeded"),
            row.getInt("failed"),
            row.getInt("cancelled")),
        row.getLong("turn"),
        row.getObject("created_at", OffsetDateTime.class).toInstant(),
        instant(row, "started_at"),
        instant(row, "finished_at"),
        row.getObject("updated_at", OffsetDateTime.class).toInstant(),
        row.getString("traceparent"));
  }

  private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
    OffsetDateTime at = row.getObject(column, OffsetDateTime.class);
    return at == null ? null : at.toInstant();
  }
}

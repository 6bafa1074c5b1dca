package dev.aischeduler.db.run;

import dev.aischeduler.db.Database;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/**
 * Tables {@code run} and {@code run_item}. The items with jobs are written by the queue, in the
 * transaction that stores the jobs. Thread-safe.
 */
public final class RunStore {
  private static final String OPEN = "status IN ('queued', 'running', 'paused')";

  /** Jobs that ended, or are gone, whose items do not say so yet. */
  private static final String ENDED =
      """
      FROM run_item i LEFT JOIN job j ON j.id = i.job_id
       WHERE i.run_id = r.id AND i.state = 'submitted'
         AND (j.id IS NULL OR j.status IN ('succeeded', 'failed', 'cancelled'))""";

  private static final int LONGEST_ERROR = 1000;

  /** Values of one IN list. */
  private static final int REMOVED_AT_ONCE = 500;

  private final Jdbi jdbi;

  public RunStore(Database database) {
    this.jdbi = database.jdbi();
  }

  /** Stores a new run; false when there is one of this id already. */
  public boolean insert(Run run) {
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
                    updated_at)
                  VALUES (:id, :kind, :name, :tenant, :status, :spec, :total, 0, 0, 0, 0, 0, 0,
                    FALSE, TRUE, :createdAt, :createdAt)""")
              .bind("id", run.id())
              .bind("kind", run.kind())
              .bind("name", run.name())
              .bind("tenant", run.tenant())
              .bind("status", run.status().wireName())
              .bind("spec", run.spec())
              .bind("total", run.counts().total())
              .bind("createdAt", run.createdAt())
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

  /** Whether any run is open. */
  public boolean anyOpen() {
    return jdbi.withHandle(
        h ->
            h.createQuery("SELECT id FROM run WHERE " + OPEN + " LIMIT 1")
                .mapTo(UUID.class)
                .findOne()
                .isPresent());
  }

  /**
   * Open runs that something can be done for now and that no turn works on: those that were never
   * begun, whose jobs ended, or whose time has come.
   */
  public List<UUID> ready(Instant now, int limit) {
    return jdbi.withHandle(
        h ->
            h.createQuery(
                    "SELECT r.id FROM run r WHERE r."
                        + OPEN
                        + " AND NOT r.turn_open AND (r.turn_wanted OR r.turn_after <= :now"
                        + " OR EXISTS (SELECT 1 "
                        + ENDED
                        + ")) ORDER BY r.id LIMIT :limit")
                .bind("now", now)
                .bind("limit", limit)
                .mapTo(UUID.class)
                .list());
  }

  /** Open runs whose turn has not been heard of since a time. */
  public Map<UUID, Long> silentSince(Instant time) {
    return jdbi.withHandle(
        h ->
            h.createQuery(
                    "SELECT id, turn FROM run WHERE turn_open AND turn_at < :time AND " + OPEN)
                .bind("time", time)
                .reduceRows(
                    new LinkedHashMap<UUID, Long>(),
                    (map, row) -> {
                      map.put(row.getColumn("id", UUID.class), row.getColumn("turn", Long.class));
                      return map;
                    }));
  }

  /** Opens the next turn of a run; empty when one is open. */
  public Optional<Long> openTurn(UUID id, Instant now) {
    return jdbi.inTransaction(
        h -> {
          int opened =
              h.createUpdate(
                      "UPDATE run SET turn = turn + 1, turn_open = TRUE, turn_wanted = TRUE,"
                          + " turn_after = NULL, turn_at = :now"
                          + " WHERE id = :id AND NOT turn_open AND "
                          + OPEN)
                  .bind("id", id)
                  .bind("now", now)
                  .execute();
          return opened == 0
              ? Optional.empty()
              : h.createQuery("SELECT turn FROM run WHERE id = :id")
                  .bind("id", id)
                  .mapTo(Long.class)
                  .findOne();
        });
  }

  /** A turn begins to look; what happens from now on asks for another. False if it is not open. */
  public boolean beginTurn(UUID id, long turn, Instant now) {
    return turnUpdate("turn_wanted = FALSE, turn_at = :now", id, turn, now);
  }

  /** A turn is still at work. */
  public boolean touchTurn(UUID id, long turn, Instant now) {
    return turnUpdate("turn_at = :now", id, turn, now);
  }

  /**
   * Ends a turn.
   *
   * @param after when another is due without an event; null for never
   */
  public void endTurn(UUID id, long turn, @Nullable Instant after, Instant now) {
    jdbi.useHandle(
        h ->
            h.createUpdate(
                    "UPDATE run SET turn_open = FALSE, turn_at = :now, turn_after = :after"
                        + " WHERE id = :id AND turn = :turn")
                .bind("id", id)
                .bind("turn", turn)
                .bind("after", after)
                .bind("now", now)
                .execute());
  }

  private boolean turnUpdate(String what, UUID id, long turn, Instant now) {
    return jdbi.withHandle(
            h ->
                h.createUpdate(
                        "UPDATE run SET " + what + " WHERE id = :id AND turn = :turn AND turn_open")
                    .bind("id", id)
                    .bind("turn", turn)
                    .bind("now", now)
                    .execute())
        > 0;
  }

  /**
   * Changes the status of a run.
   *
   * @param from it must be in one of them
   * @param error why; null for none
   * @return false when it was in another
   */
  public boolean change(
      UUID id, Set<RunStatus> from, RunStatus to, @Nullable String error, Instant now) {
    return jdbi.withHandle(
            h ->
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
                    .execute())
        > 0;
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

  /** Stores items that are not valid; those that are stored already stay. */
  public void reject(UUID run, List<RunItem> items, Instant now) {
    jdbi.useTransaction(
        h -> {
          Set<Integer> known =
              Set.copyOf(
                  h.createQuery(
                          "SELECT item FROM run_item WHERE run_id = :run AND item IN (<items>)")
                      .bind("run", run)
                      .bindList("items", items.stream().map(RunItem::item).toList())
                      .mapTo(Integer.class)
                      .list());
          List<RunItem> fresh = items.stream().filter(i -> !known.contains(i.item())).toList();
          if (fresh.isEmpty()) {
            return;
          }
          PreparedBatch insert =
              h.prepareBatch(
                  """
                  INSERT INTO run_item (run_id, item, label, line, state, error)
                  VALUES (:run, :item, :label, :line, 'rejected', :error)""");
          fresh.forEach(
              i ->
                  insert
                      .bind("run", run)
                      .bind("item", i.item())
                      .bind("label", i.label())
                      .bind("line", i.line())
                      .bind("error", cut(i.error()))
                      .add());
          insert.execute();
          h.createUpdate(
                  "UPDATE run SET items = items + :n, rejected = rejected + :n, updated_at = :now"
                      + " WHERE id = :run")
              .bind("n", fresh.size())
              .bind("run", run)
              .bind("now", now)
              .execute();
        });
  }

  /** Number of the last item of a run; 0 for none. */
  public int lastItem(UUID run) {
    return jdbi.withHandle(
        h ->
            h.createQuery("SELECT COALESCE(max(item), 0) FROM run_item WHERE run_id = :run")
                .bind("run", run)
                .mapTo(Integer.class)
                .one());
  }

  /**
   * Notes what became of items whose jobs ended, and counts them.
   *
   * @return them, as they are now
   */
  public List<RunItem> settle(UUID run, int limit, Instant now) {
    return jdbi.inTransaction(
        h -> {
          List<RunItem> ended =
              h.createQuery(
                      """
                      SELECT i.run_id, i.item, i.label, i.line, COALESCE(j.status, 'failed') AS state,
                             i.job_id,
                             CASE WHEN j.id IS NULL THEN 'its job was removed'
                                  WHEN j.status = 'succeeded' THEN NULL
                                  ELSE j.error_message END AS error
                        FROM run r, run_item i LEFT JOIN job j ON j.id = i.job_id
                       WHERE r.id = :run AND i.run_id = r.id AND i.state = 'submitted'
                         AND (j.id IS NULL OR j.status IN ('succeeded', 'failed', 'cancelled'))
                       ORDER BY i.item LIMIT :limit""")
                  .bind("run", run)
                  .bind("limit", limit)
                  .map((row, c) -> item(row))
                  .list();
          return ended.isEmpty() ? ended : settled(h, run, ended, now);
        });
  }

  /** Another turn may have settled the same: only what this one changed counts. */
  private static List<RunItem> settled(Handle h, UUID run, List<RunItem> ended, Instant now) {
    PreparedBatch update =
        h.prepareBatch(
            "UPDATE run_item SET state = :state, error = :error"
                + " WHERE run_id = :run AND item = :item AND state = 'submitted'");
    ended.forEach(
        i ->
            update
                .bind("state", i.state().wireName())
                .bind("error", cut(i.error()))
                .bind("run", run)
                .bind("item", i.item())
                .add());
    int[] changed = update.execute();
    Map<ItemState, Integer> counts = new EnumMap<>(ItemState.class);
    List<RunItem> settled = new ArrayList<>();
    for (int i = 0; i < changed.length; i++) {
      if (changed[i] > 0) {
        settled.add(ended.get(i));
        counts.merge(ended.get(i).state(), 1, Integer::sum);
      }
    }
    h.createUpdate(
            """
            UPDATE run SET succeeded = succeeded + :succeeded, failed = failed + :failed,
                   cancelled = cancelled + :cancelled, updated_at = :now
             WHERE id = :run""")
        .bind("succeeded", counts.getOrDefault(ItemState.SUCCEEDED, 0))
        .bind("failed", counts.getOrDefault(ItemState.FAILED, 0))
        .bind("cancelled", counts.getOrDefault(ItemState.CANCELLED, 0))
        .bind("run", run)
        .bind("now", now)
        .execute();
    return settled;
  }

  /**
   * Items whose jobs run again count as in flight.
   *
   * @param jobs of the run, which were put back in the queue
   */
  public void resubmitted(UUID run, Collection<UUID> jobs, Instant now) {
    if (jobs.isEmpty()) {
      return;
    }
    jdbi.useTransaction(
        h -> {
          Map<String, Integer> before =
              h.createQuery(
                      """
                      SELECT state, count(*) AS items FROM run_item
                       WHERE run_id = :run AND job_id IN (<jobs>) AND state IN ('failed', 'cancelled')
                       GROUP BY state""")
                  .bind("run", run)
                  .bindList("jobs", List.copyOf(jobs))
                  .reduceRows(
                      new HashMap<String, Integer>(),
                      (map, row) -> {
                        map.put(
                            row.getColumn("state", String.class),
                            row.getColumn("items", Integer.class));
                        return map;
                      });
          h.createUpdate(
                  """
                  UPDATE run_item SET state = 'submitted', error = NULL
                   WHERE run_id = :run AND job_id IN (<jobs>) AND state IN ('failed', 'cancelled')""")
              .bind("run", run)
              .bindList("jobs", List.copyOf(jobs))
              .execute();
          h.createUpdate(
                  """
                  UPDATE run SET failed = failed - :failed, cancelled = cancelled - :cancelled,
                         updated_at = :now WHERE id = :run""")
              .bind("failed", before.getOrDefault("failed", 0))
              .bind("cancelled", before.getOrDefault("cancelled", 0))
              .bind("run", run)
              .bind("now", now)
              .execute();
        });
  }

  /**
   * Items of a run in their order.
   *
   * @param state in this one; null for all
   * @param after only items with a larger number
   */
  public List<RunItem> items(UUID run, @Nullable ItemState state, int after, int limit) {
    String sql =
        "SELECT * FROM run_item WHERE run_id = :run AND item > :after"
            + (state == null ? "" : " AND state = :state")
            + " ORDER BY item LIMIT :limit";
    return jdbi.withHandle(
        h -> {
          Query query =
              h.createQuery(sql).bind("run", run).bind("after", after).bind("limit", limit);
          if (state != null) {
            query.bind("state", state.wireName());
          }
          return query.map((row, c) -> item(row)).list();
        });
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

  /** Removes items, which no longer count; their jobs stay. */
  public void removeItems(UUID run, Collection<Integer> items, Instant now) {
    List<Integer> all = List.copyOf(items);
    for (int from = 0; from < all.size(); from += REMOVED_AT_ONCE) {
      List<Integer> some = all.subList(from, Math.min(all.size(), from + REMOVED_AT_ONCE));
      jdbi.useTransaction(h -> removeSome(h, run, some, now));
    }
  }

  private static void removeSome(Handle h, UUID run, List<Integer> items, Instant now) {
    Map<String, Integer> states =
        h.createQuery(
                """
                SELECT state, count(*) AS items FROM run_item
                 WHERE run_id = :run AND item IN (<items>) GROUP BY state""")
            .bind("run", run)
            .bindList("items", items)
            .reduceRows(
                new HashMap<String, Integer>(),
                (map, row) -> {
                  map.put(
                      row.getColumn("state", String.class), row.getColumn("items", Integer.class));
                  return map;
                });
    h.createUpdate("DELETE FROM run_item WHERE run_id = :run AND item IN (<items>)")
        .bind("run", run)
        .bindList("items", items)
        .execute();
    h.createUpdate(
            """
            UPDATE run SET items = items - :all, rejected = rejected - :rejected,
                   succeeded = succeeded - :succeeded, failed = failed - :failed,
                   cancelled = cancelled - :cancelled, updated_at = :now
             WHERE id = :run""")
        .bind("all", states.values().stream().mapToInt(Integer::intValue).sum())
        .bind("rejected", states.getOrDefault("rejected", 0))
        .bind("succeeded", states.getOrDefault("succeeded", 0))
        .bind("failed", states.getOrDefault("failed", 0))
        .bind("cancelled", states.getOrDefault("cancelled", 0))
        .bind("run", run)
        .bind("now", now)
        .execute();
  }

  private static @Nullable String cut(@Nullable String error) {
    return error == null || error.length() <= LONGEST_ERROR
        ? error
        : error.substring(0, LONGEST_ERROR - 1) + "…";
  }

  private static RunItem item(ResultSet row) throws SQLException {
    return new RunItem(
        row.getObject("run_id", UUID.class),
        row.getInt("item"),
        row.getString("label"),
        row.getInt("line"),
        ItemState.of(row.getString("state")),
        row.getObject("job_id", UUID.class),
        row.getString("error"));
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
        row.getObject("updated_at", OffsetDateTime.class).toInstant());
  }

  private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
    OffsetDateTime at = row.getObject(column, OffsetDateTime.class);
    return at == null ? null : at.toInstant();
  }
}

package dev.aischeduler.db.run;

import dev.aischeduler.db.Database;
import dev.aischeduler.db.StoredText;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/**
 * Table {@code run_item}, and the counts of items in table {@code run}. The items with jobs are
 * written by the queue, in the transaction that stores the jobs. Thread-safe.
 */
public final class RunItemStore {
  private static final int LONGEST_ERROR = 1000;
  private static final int LONGEST_LABEL = 255;

  /** Values of one IN list. */
  private static final int REMOVED_AT_ONCE = 500;

  private final Jdbi jdbi;

  public RunItemStore(Database database) {
    this.jdbi = database.jdbi();
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
                      .bind("label", StoredText.limit(i.label(), LONGEST_LABEL))
                      .bind("line", i.line())
                      .bind("error", StoredText.limit(i.error(), LONGEST_ERROR))
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
                .bind("error", StoredText.limit(i.error(), LONGEST_ERROR))
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
}

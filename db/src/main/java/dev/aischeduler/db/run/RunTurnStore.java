package dev.aischeduler.db.run;

import dev.aischeduler.db.Database;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * The turns of the runs, which stand in table {@code run}: which run needs one, and who has it
 * open. Thread-safe.
 */
public final class RunTurnStore {
  private static final String OPEN = "status IN ('queued', 'running', 'paused')";

  /** Jobs that ended, or are gone, whose items do not say so yet. */
  private static final String ENDED =
      """
      FROM run_item i LEFT JOIN job j ON j.id = i.job_id
       WHERE i.run_id = r.id AND i.state = 'submitted'
         AND (j.id IS NULL OR j.status IN ('succeeded', 'failed', 'cancelled'))""";

  private final Jdbi jdbi;

  public RunTurnStore(Database database) {
    this.jdbi = database.jdbi();
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
}

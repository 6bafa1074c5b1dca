package dev.aischeduler.db.schedule;

import dev.aischeduler.db.Database;
import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Jdbi;

/** Looks into Quartz's tables, which Quartz itself writes. Thread-safe. */
public final class ClockTriggerStore {
  private final Jdbi jdbi;

  public ClockTriggerStore(Database database) {
    this.jdbi = database.jdbi();
  }

  /**
   * A trigger of Quartz.
   *
   * @param name id of its schedule
   * @param state as Quartz names it, for example {@code ACQUIRED}
   */
  public record Trigger(String name, String state) {}

  /**
   * Triggers that do not fire although their time has come: in error, or taken by a node that did
   * not go on with them, or waiting for longer than they should (idx_qrtz_t_next_fire_time).
   *
   * @param before their time had come before this one
   */
  public List<Trigger> stuck(String scheduler, Instant before, int limit) {
    return jdbi.withHandle(
        h ->
            h.createQuery(
                    """
                    SELECT trigger_name, trigger_state FROM qrtz_triggers
                     WHERE sched_name = :scheduler AND next_fire_time < :before
                     ORDER BY next_fire_time LIMIT :limit""")
                .bind("scheduler", scheduler)
                .bind("before", before.toEpochMilli())
                .bind("limit", limit)
                .map((row, c) -> new Trigger(row.getString(1), row.getString(2)))
                .list());
  }

  /** Triggers of the state ERROR, whose time may lie in the future (idx_qrtz_t_state). */
  public List<Trigger> inError(String scheduler, int limit) {
    return jdbi.withHandle(
        h ->
            h.createQuery(
                    """
                    SELECT trigger_name, trigger_state FROM qrtz_triggers
                     WHERE sched_name = :scheduler AND trigger_state = 'ERROR' LIMIT :limit""")
                .bind("scheduler", scheduler)
                .bind("limit", limit)
                .map((row, c) -> new Trigger(row.getString(1), row.getString(2)))
                .list());
  }
}

package dev.aischeduler.db.schedule;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jspecify.annotations.Nullable;

/**
 * A schedule whose row this transaction has locked: whoever decides about its fire times, on
 * whichever node, holds the lock, so that what was read stays true until the commit. For one
 * thread.
 */
public final class LockedSchedule {
  private static final int CHUNK = 500;
  private static final int LONGEST_ERROR = 1000;

  private final Handle handle;
  private final Schedule schedule;

  LockedSchedule(Handle handle, Schedule schedule) {
    this.handle = handle;
    this.schedule = schedule;
  }

  /** As it was stored when it was locked. */
  public Schedule schedule() {
    return schedule;
  }

  /**
   * Its fire times that have not ended, oldest first; those whose job or run has ended, though the
   * row does not say so yet, are left out (schedule_run_state_idx).
   */
  public List<ScheduleRun> open() {
    return handle
        .createQuery(
            """
            SELECT r.* FROM schedule_run r
             WHERE r.schedule_id = :id
               AND (r.state IN ('starting', 'buffered')
                 OR r.state = 'started'
                    AND COALESCE((SELECT status FROM job WHERE id = r.job_id),
                                 (SELECT status FROM run WHERE id = r.run_id))
                        IN ('scheduled', 'queued', 'running', 'paused'))
             ORDER BY r.fire_time""")
        .bind("id", schedule.id())
        .map((row, c) -> ScheduleRows.run(row))
        .list();
  }

  /** Which of these fire times were decided before. */
  public Set<Instant> decided(Collection<Instant> fireTimes) {
    return decided(fireTimes, "");
  }

  /** Which of these fire times were decided before, but for those that were missed or skipped. */
  public Set<Instant> started(Collection<Instant> fireTimes) {
    return decided(fireTimes, " AND state NOT IN ('missed', 'skipped')");
  }

  private Set<Instant> decided(Collection<Instant> fireTimes, String condition) {
    Set<Instant> found = new HashSet<>();
    List<Instant> all = List.copyOf(fireTimes);
    for (int from = 0; from < all.size(); from += CHUNK) {
      found.addAll(
          handle
              .createQuery(
                  """
                  SELECT fire_time FROM schedule_run
                   WHERE schedule_id = :id AND fire_time IN (<times>)"""
                      + condition)
              .bind("id", schedule.id())
              .bindList(
                  "times",
                  new ArrayList<Object>(all.subList(from, Math.min(all.size(), from + CHUNK))))
              .mapTo(Instant.class)
              .list());
    }
    return found;
  }

  /**
   * Removes those of these fire times that were missed or skipped, so that they can be decided
   * again.
   */
  public void forget(Collection<Instant> fireTimes) {
    List<Instant> all = List.copyOf(fireTimes);
    for (int from = 0; from < all.size(); from += CHUNK) {
      handle
          .createUpdate(
              """
              DELETE FROM schedule_run
               WHERE schedule_id = :id AND fire_time IN (<times>)
                 AND state IN ('missed', 'skipped')""")
          .bind("id", schedule.id())
          .bindList(
              "times", new ArrayList<Object>(all.subList(from, Math.min(all.size(), from + CHUNK))))
          .execute();
    }
  }

  /** Stores fire times that were not decided before. */
  public void insert(List<ScheduleRun> runs) {
    if (runs.isEmpty()) {
      return;
    }
    PreparedBatch batch =
        handle.prepareBatch(
            """
            INSERT INTO schedule_run (schedule_id, fire_time, reason, state, node, error,
              decided_at, attempt_at, finished_at)
            VALUES (:scheduleId, :fireTime, :reason, :state, :node, :error, :decidedAt,
              :attemptAt, :finishedAt)""");
    for (ScheduleRun run : runs) {
      batch
          .bind("scheduleId", run.scheduleId())
          .bind("fireTime", run.fireTime())
          .bind("reason", run.reason().wireName())
          .bind("state", run.state().wireName())
          .bind("node", run.node())
          .bind("error", cut(run.error(), LONGEST_ERROR))
          .bind("decidedAt", run.decidedAt())
          .bind("attemptAt", run.attemptAt())
          .bind("finishedAt", run.finishedAt())
          .add();
    }
    batch.execute();
  }

  /** Changes the state of a fire time that is open. */
  public void change(Instant fireTime, FireState to, @Nullable String error, Instant now) {
    handle
        .createUpdate(
            """
            UPDATE schedule_run SET state = :to, error = :error, finished_at = :finished
             WHERE schedule_id = :id AND fire_time = :fireTime
               AND state IN ('starting', 'buffered', 'started')""")
        .bind("to", to.wireName())
        .bind("error", cut(error, LONGEST_ERROR))
        .bind("finished", FireState.OPEN.contains(to) ? null : now)
        .bind("id", schedule.id())
        .bind("fireTime", fireTime)
        .execute();
  }

  /** Stores the schedule as it is now. */
  public void update(Schedule changed) {
    ScheduleStore.update(handle, changed);
  }

  static @Nullable String cut(@Nullable String text, int most) {
    return text == null || text.length() <= most ? text : text.substring(0, most - 1) + "…";
  }
}

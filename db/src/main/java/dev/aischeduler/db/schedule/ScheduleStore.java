package dev.aischeduler.db.schedule;

import dev.aischeduler.db.Database;
import dev.aischeduler.db.failure.Outage;
import dev.aischeduler.db.job.KeyTakenException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jspecify.annotations.Nullable;

/** Table {@code schedule}. Thread-safe. */
public final class ScheduleStore {
  private static final int LONGEST_REASON = 500;
  private final Jdbi jdbi;

  public ScheduleStore(Database database) {
    this.jdbi = database.jdbi();
  }

  /**
   * Stores a new schedule.
   *
   * @throws KeyTakenException when its tenant has one of its name
   */
  public void insert(Schedule schedule) {
    try {
      jdbi.useHandle(
          h ->
              bind(
                      h.createUpdate(
                          """
                          INSERT INTO schedule (id, name, definition, time_text, time_zone,
                            description_en, description_zh, target_kind, tenant, status,
                            status_reason,
                            source, next_fire, next_due, last_fire, missed, created_at, updated_at)
                          VALUES (:id, :name, :definition, :time, :zone, :english, :chinese, :kind, :tenant,
                            :status, :reason, :source, :nextFire, :nextDue, :lastFire, :missed,
                            :createdAt, :updatedAt)"""),
                      schedule)
                  .bind("createdAt", schedule.createdAt())
                  .execute());
    } catch (JdbiException e) {
      if (Outage.isDataError(e) && !Outage.isValueError(e)) {
        throw new KeyTakenException(e);
      }
      throw e;
    }
  }

  /** When the most overdue or next fire time of all active schedules is due; empty for none. */
  public Optional<Instant> firstDue() {
    return jdbi.withHandle(
        h ->
            h.createQuery("SELECT min(next_due) FROM schedule WHERE status = 'active'")
                .mapTo(OffsetDateTime.class)
                .findOne()
                .map(OffsetDateTime::toInstant));
  }

  /** Fire times that were missed and not started, of all schedules there are. */
  public long missed() {
    return jdbi.withHandle(
        h ->
            h.createQuery("SELECT COALESCE(sum(missed), 0) FROM schedule").mapTo(Long.class).one());
  }

  static void update(Handle handle, Schedule schedule) {
    bind(
            handle.createUpdate(
                """
                UPDATE schedule SET name = :name, definition = :definition, time_text = :time,
                       time_zone = :zone, description_en = :english, description_zh = :chinese,
                       target_kind = :kind, tenant = :tenant, status = :status, status_reason = :reason,
                       source = :source, next_fire = :nextFire, next_due = :nextDue,
                       last_fire = :lastFire, missed = :missed, updated_at = :updatedAt
                 WHERE id = :id"""),
            schedule)
        .execute();
  }

  private static <S extends SqlStatement<S>> S bind(S statement, Schedule schedule) {
    return statement
        .bind("id", schedule.id())
        .bind("name", schedule.name())
        .bind("definition", schedule.definition())
        .bind("time", schedule.texts().time())
        .bind("zone", schedule.texts().zone())
        .bind("english", LockedSchedule.cut(schedule.texts().english(), LONGEST_REASON))
        .bind("chinese", LockedSchedule.cut(schedule.texts().chinese(), LONGEST_REASON))
        .bind("kind", schedule.texts().targetKind())
        .bind("tenant", schedule.texts().tenant())
        .bind("status", schedule.status().wireName())
        .bind("reason", LockedSchedule.cut(schedule.statusReason(), LONGEST_REASON))
        .bind("source", schedule.source())
        .bind("nextFire", schedule.nextFire())
        .bind("nextDue", schedule.nextDue())
        .bind("lastFire", schedule.lastFire())
        .bind("missed", schedule.missed())
        .bind("updatedAt", schedule.updatedAt());
  }

  /** The schedule, or empty. */
  public Optional<Schedule> find(UUID id) {
    return jdbi.withHandle(
        h ->
            h.createQuery("SELECT * FROM schedule WHERE id = :id")
                .bind("id", id)
                .map((row, c) -> ScheduleRows.schedule(row))
                .findOne());
  }

  /** The schedule of this name of a tenant, or empty (schedule_name_idx). */
  public Optional<Schedule> find(String name, String tenant) {
    return jdbi.withHandle(
        h ->
            h.createQuery("SELECT * FROM schedule WHERE name = :name AND tenant = :tenant")
                .bind("name", name)
                .bind("tenant", tenant)
                .map((row, c) -> ScheduleRows.schedule(row))
                .findOne());
  }

  /** The schedule of this name: the default tenant's if it has one, else any. */
  public Optional<Schedule> find(String name) {
    return jdbi.withHandle(
        h ->
            h.createQuery(
                    """
                    SELECT * FROM schedule WHERE name = :name
                     ORDER BY CASE WHEN tenant = 'default' THEN 0 ELSE 1 END, tenant LIMIT 1""")
                .bind("name", name)
                .map((row, c) -> ScheduleRows.schedule(row))
                .findFirst());
  }

  /**
   * Schedules by name and tenant.
   *
   * @param tenant whose; null for those of all
   * @param afterName only those behind this name and tenant; empty for the first
   */
  public List<Schedule> list(
      @Nullable String tenant, String afterName, String afterTenant, int limit) {
    return jdbi.withHandle(
        h ->
            h.createQuery(
                    """
                    SELECT * FROM schedule
                     WHERE (name > :name OR (name = :name AND tenant > :after))
                       AND (CAST(:tenant AS varchar) IS NULL OR tenant = :tenant)
                     ORDER BY name, tenant LIMIT :limit""")
                .bind("name", afterName)
                .bind("after", afterTenant)
                .bind("tenant", tenant)
                .bind("limit", limit)
                .map((row, c) -> ScheduleRows.schedule(row))
                .list());
  }

  /** How many there are. */
  public int count() {
    return jdbi.withHandle(
        h -> h.createQuery("SELECT count(*) FROM schedule").mapTo(Integer.class).one());
  }

  /** Active schedules that were due before a time, the oldest first (schedule_due_idx). */
  public List<UUID> dueBefore(Instant time, int limit) {
    return jdbi.withHandle(
        h ->
            h.createQuery(
                    """
                    SELECT id FROM schedule WHERE status = 'active' AND next_due < :time
                     ORDER BY next_due LIMIT :limit""")
                .bind("time", time)
                .bind("limit", limit)
                .mapTo(UUID.class)
                .list());
  }

  /**
   * Locks a schedule and works on it in one transaction.
   *
   * @param work what it throws undoes all
   * @return what the work returns; empty when there is no such schedule
   */
  public <T> Optional<T> locked(UUID id, Function<LockedSchedule, T> work) {
    return jdbi.inTransaction(
        h ->
            h.createQuery("SELECT * FROM schedule WHERE id = :id FOR UPDATE")
                .bind("id", id)
                .map((row, c) -> ScheduleRows.schedule(row))
                .findOne()
                .map(schedule -> work.apply(new LockedSchedule(h, schedule))));
  }

  /** Removes a schedule and its history; jobs and runs that it started stay. */
  public boolean delete(UUID id) {
    return jdbi.inTransaction(
        h -> {
          int deleted =
              h.createUpdate("DELETE FROM schedule WHERE id = :id").bind("id", id).execute();
          h.createUpdate("DELETE FROM schedule_run WHERE schedule_id = :id")
              .bind("id", id)
              .execute();
          return deleted == 1;
        });
  }
}

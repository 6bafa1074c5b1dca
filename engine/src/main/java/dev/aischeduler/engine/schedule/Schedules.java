package dev.aischeduler.engine.schedule;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aischeduler.config.json.JsonProblemException;
import dev.aischeduler.db.schedule.FireState;
import dev.aischeduler.db.schedule.LockedSchedule;
import dev.aischeduler.db.schedule.Schedule;
import dev.aischeduler.db.schedule.ScheduleRun;
import dev.aischeduler.db.schedule.ScheduleRunStore;
import dev.aischeduler.db.schedule.ScheduleStatus;
import dev.aischeduler.db.schedule.ScheduleStore;
import dev.aischeduler.db.tenant.Tenant;
import dev.aischeduler.engine.refusal.ConflictException;
import dev.aischeduler.engine.task.InvalidRequestException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What users can do with schedules. Thread-safe. */
public final class Schedules {
  /** Fire times that are shown ahead. */
  public static final int SHOWN = 10;

  private static final Logger LOG = LoggerFactory.getLogger(Schedules.class);

  private final ScheduleStore store;
  private final ScheduleRows rows;
  private final ScheduleRunStore runs;
  private final DefinitionReader reader;
  private final StoredDefinitions definitions;
  private final ScheduleEdits edits;
  private final ManualStarts manual;
  private final Backfills backfills;
  private final Firings firings;
  private final ClockSetting clockSetting;
  private final ScheduleLoop loop;
  private final Clock clock;

  Schedules(
      ScheduleStore store,
      ScheduleRows rows,
      ScheduleRunStore runs,
      DefinitionReader reader,
      StoredDefinitions definitions,
      ScheduleEdits edits,
      ManualStarts manual,
      Backfills backfills,
      Firings firings,
      ClockSetting clockSetting,
      ScheduleLoop loop,
      Clock clock) {
    this.store = store;
    this.rows = rows;
    this.runs = runs;
    this.reader = reader;
    this.definitions = definitions;
    this.edits = edits;
    this.manual = manual;
    this.backfills = backfills;
    this.firings = firings;
    this.clockSetting = clockSetting;
    this.loop = loop;
    this.clock = clock;
  }

  /**
   * Makes a schedule.
   *
   * @throws InvalidRequestException names the field
   * @throws JsonProblemException unknown fields, values of the wrong type
   * @throws ConflictException when its name is taken
   */
  public ScheduleDetails create(ObjectNode document) {
    Schedule made = edits.create(edits.checked(document));
    planned(made);
    return rows.details(made);
  }

  /**
   * Makes a schedule or replaces its definition; it belongs to the tenant of its target, whose
   * names are its own. One that is paused stays so. Fire times that have passed are those of the
   * old definition: the new one begins now.
   *
   * @param name that the definition must have, if it has one
   * @throws InvalidRequestException names the field
   * @throws JsonProblemException unknown fields, values of the wrong type
   */
  public PutResult put(String name, ObjectNode document) {
    ObjectNode named = document.deepCopy();
    if (!named.path("name").asText(name).equals(name)) {
      throw new InvalidRequestException(
          "name", "must be '" + name + "' as in the path; a schedule keeps its name");
    }
    named.put("name", name);
    ScheduleDefinition definition = edits.checked(named);
    Optional<Schedule> known = store.find(name, ScheduleEdits.tenant(definition));
    // what is due already is of the old definition
    known.ifPresent(schedule -> firings.fire(schedule.id()));
    ScheduleEdits.Edit edit = edits.put(known.map(Schedule::id).orElse(null), definition);
    if (edit.how() != PutResult.How.UNCHANGED) {
      planned(edit.schedule());
    }
    return new PutResult(edit.how(), rows.details(edit.schedule()));
  }

  private void planned(Schedule schedule) {
    loop.scheduleExists();
    clockSetting.set(
        schedule.id(), schedule.status() == ScheduleStatus.ACTIVE ? schedule.nextDue() : null);
  }

  /**
   * The schedule of an id or a name, or empty.
   *
   * @param key id or name
   */
  public Optional<ScheduleDetails> find(String key) {
    return rows.find(key).map(rows::details);
  }

  /**
   * The id of the schedule of an id or a name, or empty.
   *
   * @param tenant whose it must be; null for any, the default tenant's first
   * @param key id or name
   */
  public Optional<UUID> id(@Nullable String tenant, String key) {
    Optional<Schedule> found = tenant == null ? rows.find(key) : store.find(key, tenant);
    if (tenant != null && found.isEmpty()) {
      found = rows.find(key).filter(schedule -> schedule.texts().tenant().equals(tenant));
    }
    return found.map(Schedule::id);
  }

  /**
   * Schedules by name and tenant.
   *
   * @param tenant whose; null for those of all
   * @param after only those behind this one, as {@link #position} tells it; null for the first
   */
  public List<Schedule> list(@Nullable String tenant, @Nullable String after, int limit) {
    String[] parts = (after == null ? "" : after).split("/", 2);
    String afterTenant = parts.length == 2 ? parts[1] : Tenant.DEFAULT;
    return store.list(tenant, parts[0], afterTenant, limit);
  }

  /** Where a schedule stands in the list: its name, and its tenant if that is not the default. */
  public static String position(Schedule schedule) {
    String tenant = schedule.texts().tenant();
    return tenant.equals(Tenant.DEFAULT) ? schedule.name() : schedule.name() + "/" + tenant;
  }

  /** Removes a schedule and its history; what it started goes on. Empty when there is none. */
  public Optional<ScheduleDetails> remove(String key) {
    Optional<ScheduleDetails> found = find(key);
    found.ifPresent(
        details -> {
          UUID id = details.schedule().id();
          if (store.delete(id)) {
            LOG.info("schedule {} removed", details.schedule().name());
          }
          clockSetting.remove(id);
        });
    return found;
  }

  /**
   * Starts nothing until it is resumed; what was started goes on, what waits for it is skipped.
   *
   * @param reason for people; null for none
   */
  public Optional<ScheduleDetails> pause(String key, @Nullable String reason) {
    return change(
        key,
        locked -> {
          if (locked.schedule().status() != ScheduleStatus.PAUSED) {
            Starts.pause(locked, reason, clock.instant());
            LOG.info("schedule {} is paused", locked.schedule().name());
          }
        });
  }

  /** Goes on from now: fire times of the pause are not caught up; a backfill does that. */
  public Optional<ScheduleDetails> resume(String key) {
    return change(
        key,
        locked -> {
          Schedule schedule = locked.schedule();
          if (schedule.status() == ScheduleStatus.PAUSED) {
            locked.update(
                ScheduleEdits.planned(schedule, definitions.of(schedule), clock.instant()));
            LOG.info("schedule {} is resumed", schedule.name());
          }
        });
  }

  private Optional<ScheduleDetails> change(String key, Consumer<LockedSchedule> work) {
    Optional<Schedule> row = rows.find(key);
    if (row.isEmpty()) {
      return Optional.empty();
    }
    UUID id = row.get().id();
    store.locked(
        id,
        locked -> {
          work.accept(locked);
          return true;
        });
    Optional<Schedule> after = store.find(id);
    after.ifPresent(this::planned);
    return after.map(rows::details);
  }

  /**
   * Starts the target now, whatever the overlap policy and even while it is paused.
   *
   * @return what became of it; empty when there is no such schedule
   */
  public Optional<ScheduleRun> runNow(String key) {
    return rows.find(key).flatMap(schedule -> manual.runNow(schedule.id()));
  }

  /**
   * Starts the fire times of a range that has passed and that were never decided, or were missed or
   * skipped, by an overlap policy of its own, whatever that of the schedule says.
   *
   * @return what becomes of them; empty when there is no such schedule
   * @throws InvalidRequestException names the field
   */
  public Optional<Backfill.Result> backfill(String key, Backfill range) {
    return rows.find(key).flatMap(schedule -> backfills.backfill(schedule.id(), range));
  }

  /**
   * What became of the fire times of a schedule, the latest first; empty when there is no such
   * schedule.
   *
   * @param states in one of them; empty for all
   * @param before only fire times before this one; null for the latest
   */
  public Optional<List<ScheduleRun>> history(
      String key, Set<FireState> states, @Nullable Instant before, int limit) {
    return rows.find(key).map(schedule -> runs.history(schedule.id(), states, before, limit));
  }

  /**
   * What a cron expression or interval means.
   *
   * @param document its {@code when}, and whatever else of a definition matters for times
   * @param count fire times to compute, 1 to 100
   * @throws InvalidRequestException names the field
   */
  public SchedulePreview preview(ObjectNode document, int count) {
    var timing = reader.timing(document);
    return new SchedulePreview(
        timing.pattern().text(),
        timing.zone().getId(),
        timing.pattern().description(),
        timing.next(clock.instant(), count));
  }

  /** Decides about what is due now, as when the clock fires. */
  int fire(UUID id) {
    return firings.fire(id);
  }

  /** By how much the most overdue schedule is overdue; zero when none is. */
  public Duration lateness() {
    Instant now = clock.instant();
    return store
        .firstDue()
        .filter(due -> due.isBefore(now))
        .map(due -> Duration.between(due, now))
        .orElse(Duration.ZERO);
  }

  /** Fire times that were missed and not started, of all schedules there are. */
  public long missed() {
    return store.missed();
  }

  /** What the watchdog repaired on this node since its start. */
  public long repairs() {
    return loop.repairs();
  }
}

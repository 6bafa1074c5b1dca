package dev.aischeduler.engine.schedule;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aischeduler.config.json.JsonProblemException;
import dev.aischeduler.db.schedule.FireReason;
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
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
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
  /** Most fire times of one backfill. */
  public static final int MAX_BACKFILL = 1000;

  /** Fire times that are shown ahead. */
  public static final int SHOWN = 10;

  private static final Logger LOG = LoggerFactory.getLogger(Schedules.class);

  private final ScheduleStore store;
  private final ScheduleRunStore runs;
  private final DefinitionReader reader;
  private final StoredDefinitions definitions;
  private final ScheduleEdits edits;
  private final Starts starts;
  private final Firings firings;
  private final ClockSetting clockSetting;
  private final ScheduleLoop loop;
  private final Clock clock;

  Schedules(
      ScheduleStore store,
      ScheduleRunStore runs,
      DefinitionReader reader,
      StoredDefinitions definitions,
      ScheduleEdits edits,
      Starts starts,
      Firings firings,
      ClockSetting clockSetting,
      ScheduleLoop loop,
      Clock clock) {
    this.store = store;
    this.runs = runs;
    this.reader = reader;
    this.definitions = definitions;
    this.edits = edits;
    this.starts = starts;
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
    return details(made);
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
    return new PutResult(edit.how(), details(edit.schedule()));
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
    return row(key).map(this::details);
  }

  /**
   * The id of the schedule of an id or a name, or empty.
   *
   * @param tenant whose it must be; null for any, the default tenant's first
   * @param key id or name
   */
  public Optional<UUID> id(@Nullable String tenant, String key) {
    Optional<Schedule> found = tenant == null ? row(key) : store.find(key, tenant);
    if (tenant != null && found.isEmpty()) {
      found = row(key).filter(schedule -> schedule.texts().tenant().equals(tenant));
    }
    return found.map(Schedule::id);
  }

  private Optional<Schedule> row(String key) {
    Optional<Schedule> named = store.find(key);
    if (named.isPresent() || key.length() != UUID.randomUUID().toString().length()) {
      return named;
    }
    try {
      return store.find(UUID.fromString(key));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private ScheduleDetails details(Schedule schedule) {
    ScheduleDefinition definition = definitions.find(schedule).orElse(null);
    List<Instant> next = new ArrayList<>();
    if (definition != null
        && schedule.status() == ScheduleStatus.ACTIVE
        && schedule.nextFire() != null) {
      next.add(schedule.nextFire());
      next.addAll(definition.timing().next(schedule.nextFire(), SHOWN - 1));
    }
    ScheduleRun last =
        schedule.lastFire() == null
            ? null
            : runs.find(schedule.id(), schedule.lastFire()).orElse(null);
    return new ScheduleDetails(schedule, definition, next, last);
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
    Optional<Schedule> row = row(key);
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
    return after.map(this::details);
  }

  /**
   * Starts the target now, whatever the overlap policy and even while it is paused.
   *
   * @return what became of it; empty when there is no such schedule
   */
  public Optional<ScheduleRun> runNow(String key) {
    Optional<Schedule> row = row(key);
    if (row.isEmpty()) {
      return Optional.empty();
    }
    UUID id = row.get().id();
    Optional<ScheduleRun> decided =
        store.locked(
            id,
            locked -> {
              Instant time = clock.instant().truncatedTo(ChronoUnit.MILLIS);
              while (!locked.decided(Set.of(time)).isEmpty()) {
                time = time.plusMillis(1);
              }
              ScheduleRun run =
                  ScheduleRun.decided(
                          id, time, FireReason.MANUAL, FireState.STARTING, null, clock.instant())
                      .takenBy(starts.node());
              locked.insert(List.of(run));
              return run;
            });
    decided.ifPresent(starts::startTaken);
    loop.lookSoon();
    return decided.flatMap(run -> runs.find(id, run.fireTime()));
  }

  /**
   * Starts the fire times of a range that has passed and that were never decided, or were missed or
   * skipped, whatever the overlap policy.
   *
   * @param from the first instant
   * @param to the last instant, not after now
   * @return those that are started; empty when there is no such schedule
   * @throws InvalidRequestException names the field, also when there are more than {@link
   *     #MAX_BACKFILL}
   */
  public Optional<List<Instant>> backfill(String key, Instant from, Instant to) {
    if (to.isBefore(from)) {
      throw new InvalidRequestException("to", "must not lie before from");
    }
    if (to.isAfter(clock.instant())) {
      throw new InvalidRequestException("to", "must not lie in the future");
    }
    Optional<Schedule> row = row(key);
    if (row.isEmpty()) {
      return Optional.empty();
    }
    Optional<List<Instant>> started =
        store.locked(row.get().id(), locked -> backfill(locked, from, to));
    loop.lookSoon();
    return started;
  }

  private List<Instant> backfill(LockedSchedule locked, Instant from, Instant to) {
    Schedule schedule = locked.schedule();
    List<Instant> times =
        definitions.of(schedule).timing().next(from.minusNanos(1), MAX_BACKFILL + 1).stream()
            .filter(time -> !time.isAfter(to))
            .toList();
    if (times.size() > MAX_BACKFILL) {
      throw new InvalidRequestException(
          "to",
          "makes more than "
              + MAX_BACKFILL
              + " fire times; the last of the first "
              + MAX_BACKFILL
              + " is "
              + times.get(MAX_BACKFILL - 1));
    }
    Set<Instant> taken = locked.forget(times);
    List<Instant> fresh = times.stream().filter(time -> !taken.contains(time)).toList();
    Instant now = clock.instant();
    locked.insert(
        fresh.stream()
            .map(
                time ->
                    ScheduleRun.decided(
                        schedule.id(), time, FireReason.BACKFILL, FireState.STARTING, null, now))
            .toList());
    LOG.info("schedule {}: {} fire times are backfilled", schedule.name(), fresh.size());
    return fresh;
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
    return row(key).map(schedule -> runs.history(schedule.id(), states, before, limit));
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

  /** What the watchdog repaired on this node since its start. */
  public long repairs() {
    return loop.repairs();
  }
}

package dev.aischeduler.engine.schedule;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aischeduler.config.json.JsonProblemException;
import dev.aischeduler.db.job.KeyTakenException;
import dev.aischeduler.db.schedule.FireReason;
import dev.aischeduler.db.schedule.FireState;
import dev.aischeduler.db.schedule.LockedSchedule;
import dev.aischeduler.db.schedule.Schedule;
import dev.aischeduler.db.schedule.ScheduleRun;
import dev.aischeduler.db.schedule.ScheduleRunStore;
import dev.aischeduler.db.schedule.ScheduleStatus;
import dev.aischeduler.db.schedule.ScheduleStore;
import dev.aischeduler.engine.refusal.ConflictException;
import dev.aischeduler.engine.task.InvalidRequestException;
import java.time.Clock;
import java.time.Duration;
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
  private static final int MAX_SCHEDULES = 10_000;
  private static final int JITTER_CHECKED = 20;

  private final ScheduleStore store;
  private final ScheduleRunStore runs;
  private final DefinitionReader reader;
  private final StoredDefinitions definitions;
  private final TargetStarter targets;
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
      TargetStarter targets,
      Starts starts,
      Firings firings,
      ClockSetting clockSetting,
      ScheduleLoop loop,
      Clock clock) {
    this.store = store;
    this.runs = runs;
    this.reader = reader;
    this.definitions = definitions;
    this.targets = targets;
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
    ScheduleDefinition definition = checked(document);
    return create(definition);
  }

  private ScheduleDetails create(ScheduleDefinition definition) {
    if (store.count() >= MAX_SCHEDULES) {
      throw new ConflictException(
          "there are " + MAX_SCHEDULES + " schedules already; remove some that are not needed");
    }
    Instant now = clock.instant();
    Schedule schedule =
        planned(
            new Schedule(
                UUID.randomUUID(),
                definition.name(),
                definition.document().toString(),
                texts(definition),
                ScheduleStatus.ACTIVE,
                null,
                definition.source(),
                null,
                null,
                null,
                0,
                now,
                now),
            definition,
            now);
    try {
      store.insert(schedule);
    } catch (KeyTakenException e) {
      throw new ConflictException(
          "a schedule is called '" + definition.name() + "' already; PUT changes it");
    }
    LOG.info("schedule {} ({}) made", definition.name(), definition.timing().pattern().text());
    planned(schedule);
    return details(schedule);
  }

  /**
   * Makes a schedule or replaces its definition; one that is paused stays so. Fire times that have
   * passed are those of the old definition: the new one begins now.
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
    ScheduleDefinition definition = checked(named);
    Optional<Schedule> known = store.find(name);
    if (known.isEmpty()) {
      return new PutResult(PutResult.How.CREATED, create(definition));
    }
    boolean[] changed = new boolean[1];
    Optional<Schedule> now =
        store.locked(known.get().id(), locked -> replace(locked, definition, changed));
    if (now.isEmpty()) {
      return new PutResult(PutResult.How.CREATED, create(definition));
    }
    if (changed[0]) {
      LOG.info("schedule {} ({}) changed", name, definition.timing().pattern().text());
      planned(now.get());
    }
    return new PutResult(
        changed[0] ? PutResult.How.UPDATED : PutResult.How.UNCHANGED, details(now.get()));
  }

  private Schedule replace(
      LockedSchedule locked, ScheduleDefinition definition, boolean[] changed) {
    Schedule before = locked.schedule();
    if (definitions.of(before).document().equals(definition.document())) {
      return before;
    }
    Instant now = clock.instant();
    Schedule other =
        new Schedule(
            before.id(),
            before.name(),
            definition.document().toString(),
            texts(definition),
            before.status(),
            before.statusReason(),
            definition.source(),
            before.nextFire(),
            before.nextDue(),
            before.lastFire(),
            before.missed(),
            before.createdAt(),
            now);
    Schedule after =
        before.status() == ScheduleStatus.PAUSED ? other : planned(other, definition, now);
    locked.update(after);
    changed[0] = true;
    return after;
  }

  private ScheduleDefinition checked(ObjectNode document) {
    ScheduleDefinition definition = reader.read(document);
    Instant now = clock.instant();
    List<Instant> next = definition.timing().next(now, JITTER_CHECKED);
    targets.check(definition, next.isEmpty() ? now : next.get(0));
    for (int i = 1; i < next.size(); i++) {
      Duration between = Duration.between(next.get(i - 1), next.get(i));
      if (definition.jitter().compareTo(between) >= 0) {
        throw new InvalidRequestException(
            "jitter_s",
            "must be below the shortest time between two fire times, "
                + between.toSeconds()
                + " seconds");
      }
    }
    if (next.isEmpty()) {
      throw new InvalidRequestException(
          "when", "has no fire time within the next years, by start, end and excluded days");
    }
    return definition;
  }

  private static Schedule.Texts texts(ScheduleDefinition definition) {
    var pattern = definition.timing().pattern();
    var description = pattern.description();
    return new Schedule.Texts(
        pattern.text(),
        definition.timing().zone().getId(),
        description.english(),
        description.chinese(),
        definition.target().kind());
  }

  private static Schedule planned(Schedule schedule, ScheduleDefinition definition, Instant now) {
    // a fire time that was decided before is not decided again
    Instant after =
        schedule.lastFire() != null && schedule.lastFire().isAfter(now) ? schedule.lastFire() : now;
    Optional<Instant> next = definition.timing().next(after);
    return next.isEmpty()
        ? schedule.with(ScheduleStatus.ENDED, "no fire time is left", null, null, now)
        : schedule.with(
            ScheduleStatus.ACTIVE,
            null,
            next.get(),
            definition.due(schedule.id(), next.get()),
            now);
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
    ScheduleDefinition definition = definitions.of(schedule);
    List<Instant> next = new ArrayList<>();
    if (schedule.status() == ScheduleStatus.ACTIVE && schedule.nextFire() != null) {
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
   * Schedules by name.
   *
   * @param after only names behind this one; null for the first
   */
  public List<Schedule> list(@Nullable String after, int limit) {
    return store.list(after, limit);
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
            locked.update(planned(schedule, definitions.of(schedule), clock.instant()));
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
                      id, time, FireReason.MANUAL, FireState.STARTING, null, clock.instant());
              locked.insert(List.of(run));
              return run;
            });
    decided.ifPresent(starts::start);
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

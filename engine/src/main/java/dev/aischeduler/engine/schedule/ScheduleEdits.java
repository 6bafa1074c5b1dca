package dev.aischeduler.engine.schedule;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aischeduler.db.job.KeyTakenException;
import dev.aischeduler.db.schedule.LockedSchedule;
import dev.aischeduler.db.schedule.Schedule;
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
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes schedules and replaces their definitions. Thread-safe. */
final class ScheduleEdits {
  private static final Logger LOG = LoggerFactory.getLogger(ScheduleEdits.class);
  private static final int MAX_SCHEDULES = 10_000;
  private static final int JITTER_CHECKED = 20;
  private static final int LONGEST_TENANT = 64;

  private final ScheduleStore store;
  private final DefinitionReader reader;
  private final StoredDefinitions definitions;
  private final TargetStarter targets;
  private final Clock clock;

  ScheduleEdits(
      ScheduleStore store,
      DefinitionReader reader,
      StoredDefinitions definitions,
      TargetStarter targets,
      Clock clock) {
    this.store = store;
    this.reader = reader;
    this.definitions = definitions;
    this.targets = targets;
    this.clock = clock;
  }

  /** What was done, and the schedule as it is now. */
  record Edit(PutResult.How how, Schedule schedule) {}

  /**
   * Stores a new schedule.
   *
   * @throws ConflictException when its tenant has one of its name
   */
  Schedule create(ScheduleDefinition definition) {
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
    return schedule;
  }

  /**
   * Replaces the definition of a schedule, or makes one.
   *
   * @param id null when there is none of this name
   */
  Edit put(@Nullable UUID id, ScheduleDefinition definition) {
    Optional<Edit> replaced =
        id == null ? Optional.empty() : store.locked(id, locked -> replace(locked, definition));
    return replaced.orElseGet(() -> new Edit(PutResult.How.CREATED, create(definition)));
  }

  private Edit replace(LockedSchedule locked, ScheduleDefinition definition) {
    Schedule before = locked.schedule();
    Optional<ScheduleDefinition> old = definitions.find(before);
    if (old.isPresent() && old.get().document().equals(definition.document())) {
      return new Edit(PutResult.How.UNCHANGED, before);
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
    LOG.info("schedule {} ({}) changed", before.name(), after.texts().time());
    return new Edit(PutResult.How.UPDATED, after);
  }

  /**
   * Reads a definition and checks that it can be started and when.
   *
   * @throws InvalidRequestException names the field
   */
  ScheduleDefinition checked(ObjectNode document) {
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
        definition.target().kind(),
        tenant(definition));
  }

  /** Whose jobs it starts; one that a parameter names is known only at each fire time. */
  static String tenant(ScheduleDefinition definition) {
    String named = definition.target().document().path("tenant").asText(Tenant.DEFAULT);
    return named.length() > LONGEST_TENANT || named.contains("$") ? Tenant.DEFAULT : named;
  }

  /** The schedule with its first fire time from now on; ended when there is none. */
  static Schedule planned(Schedule schedule, ScheduleDefinition definition, Instant now) {
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
}

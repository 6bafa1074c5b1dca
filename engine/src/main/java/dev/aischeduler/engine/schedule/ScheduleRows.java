package dev.aischeduler.engine.schedule;

import dev.aischeduler.db.schedule.Schedule;
import dev.aischeduler.db.schedule.ScheduleRun;
import dev.aischeduler.db.schedule.ScheduleRunStore;
import dev.aischeduler.db.schedule.ScheduleStatus;
import dev.aischeduler.db.schedule.ScheduleStore;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Finds schedules and says how they are. Thread-safe. */
final class ScheduleRows {
  private final ScheduleStore store;
  private final ScheduleRunStore runs;
  private final StoredDefinitions definitions;

  ScheduleRows(ScheduleStore store, ScheduleRunStore runs, StoredDefinitions definitions) {
    this.store = store;
    this.runs = runs;
    this.definitions = definitions;
  }

  /**
   * The schedule of an id or a name, or empty.
   *
   * @param key id or name
   */
  Optional<Schedule> find(String key) {
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

  /** The schedule with its next fire times and the last one. */
  ScheduleDetails details(Schedule schedule) {
    ScheduleDefinition definition = definitions.find(schedule).orElse(null);
    List<Instant> next = new ArrayList<>();
    if (definition != null
        && schedule.status() == ScheduleStatus.ACTIVE
        && schedule.nextFire() != null) {
      next.add(schedule.nextFire());
      next.addAll(definition.timing().next(schedule.nextFire(), Schedules.SHOWN - 1));
    }
    ScheduleRun last =
        schedule.lastFire() == null
            ? null
            : runs.find(schedule.id(), schedule.lastFire()).orElse(null);
    return new ScheduleDetails(schedule, definition, next, last);
  }
}

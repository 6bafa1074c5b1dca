package dev.aischeduler.engine.schedule;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aischeduler.config.json.StrictJson;
import dev.aischeduler.db.schedule.Schedule;

/** The definitions of stored schedules. Thread-safe. */
final class StoredDefinitions {
  private final DefinitionReader reader;

  StoredDefinitions(DefinitionReader reader) {
    this.reader = reader;
  }

  ScheduleDefinition of(Schedule schedule) {
    return reader.read((ObjectNode) StrictJson.tree(schedule.definition()));
  }
}

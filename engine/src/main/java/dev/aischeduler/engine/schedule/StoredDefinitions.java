package dev.aischeduler.engine.schedule;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aischeduler.config.json.JsonProblemException;
import dev.aischeduler.config.json.StrictJson;
import dev.aischeduler.db.schedule.Schedule;
import dev.aischeduler.engine.task.InvalidRequestException;
import java.util.Optional;

/** The definitions of stored schedules. Thread-safe. */
final class StoredDefinitions {
  private final DefinitionReader reader;

  StoredDefinitions(DefinitionReader reader) {
    this.reader = reader;
  }

  /** The definition; empty when it was stored by a version that knew more. */
  Optional<ScheduleDefinition> find(Schedule schedule) {
    try {
      return Optional.of(of(schedule));
    } catch (InvalidRequestException | JsonProblemException e) {
      return Optional.empty();
    }
  }

  /**
   * The definition.
   *
   * @throws InvalidRequestException when it was stored by a version that knew more
   * @throws JsonProblemException likewise
   */
  ScheduleDefinition of(Schedule schedule) {
    return reader.read((ObjectNode) StrictJson.tree(schedule.definition()));
  }
}

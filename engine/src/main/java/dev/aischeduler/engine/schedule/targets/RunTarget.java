package dev.aischeduler.engine.schedule.targets;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * A run to be started.
 *
 * @param kind {@code bulk} or {@code workflow}
 * @param document what it does, as its kind reads it
 */
public record RunTarget(String kind, ObjectNode document) implements ScheduleTarget {
  /** The document with the parameters of a fire time. */
  public ObjectNode rendered(Parameters parameters) {
    return (ObjectNode) parameters.render(document, FIELD + "." + kind);
  }
}

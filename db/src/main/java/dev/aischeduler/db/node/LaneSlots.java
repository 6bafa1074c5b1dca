package dev.aischeduler.db.node;

import dev.aischeduler.config.TaskType;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** The lanes of a node and their slots as stored: {@code llm:4,image:1}. */
final class LaneSlots {
  private LaneSlots() {}

  static String join(Map<TaskType, Integer> slots) {
    return slots.entrySet().stream()
        .map(e -> e.getKey().wireName() + ":" + e.getValue())
        .collect(Collectors.joining(","));
  }

  /** Other nodes may serve lanes that this one does not know. */
  static Map<TaskType, Integer> split(String joined) {
    Map<TaskType, Integer> slots = new LinkedHashMap<>();
    Arrays.stream(joined.split(","))
        .filter(one -> !one.isEmpty())
        .map(one -> one.split(":", 2))
        .forEach(one -> slots.put(new TaskType(one[0]), Integer.valueOf(one[1])));
    return slots;
  }
}

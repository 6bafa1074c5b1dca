package dev.aischeduler.db.node;

import dev.aischeduler.config.TaskType;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.stream.Collectors;

/** The lanes of a node and their slots as stored: {@code llm:4,image:1}. */
final class LaneSlots {
  private LaneSlots() {}

  static String join(Map<TaskType, Integer> slots) {
    return new EnumMap<>(slots)
        .entrySet().stream()
            .map(e -> e.getKey().wireName() + ":" + e.getValue())
            .collect(Collectors.joining(","));
  }

  /** Lanes that this version does not know are left out. */
  static Map<TaskType, Integer> split(String joined) {
    Map<TaskType, Integer> slots = new EnumMap<>(TaskType.class);
    Arrays.stream(joined.split(","))
        .map(one -> one.split(":", 2))
        .forEach(
            one ->
                TaskType.fromWireName(one[0])
                    .ifPresent(lane -> slots.put(lane, Integer.valueOf(one[1]))));
    return slots;
  }
}

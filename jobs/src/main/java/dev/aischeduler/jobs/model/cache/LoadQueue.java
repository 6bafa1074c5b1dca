package dev.aischeduler.jobs.model.cache;

import dev.aischeduler.config.TaskType;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/**
 * Jobs that wait for a model to be loaded, in one queue for each lane. Guarded by the models' lock.
 */
final class LoadQueue {
  private final Map<TaskType, Deque<Object>> lines = new HashMap<>();

  /** Joins the queue of a lane. */
  void enter(TaskType lane, Object ticket) {
    line(lane).add(ticket);
  }

  boolean isFirst(TaskType lane, Object ticket) {
    return line(lane).peek() == ticket;
  }

  void leave(TaskType lane, Object ticket) {
    line(lane).remove(ticket);
  }

  private Deque<Object> line(TaskType lane) {
    return lines.computeIfAbsent(lane, l -> new ArrayDeque<>());
  }
}

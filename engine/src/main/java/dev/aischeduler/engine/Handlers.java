package dev.aischeduler.engine;

import dev.aischeduler.config.TaskType;
import dev.aischeduler.engine.task.HandlerStatus;
import dev.aischeduler.engine.task.TaskHandler;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The handlers of the task types that a node knows. Thread-safe. */
final class Handlers {
  private final Map<TaskType, TaskHandler<?>> byType = new LinkedHashMap<>();

  Handlers(List<TaskHandler<?>> handlers) {
    handlers.forEach(handler -> byType.put(handler.type(), handler));
  }

  /** In the order in which they were given. */
  Map<TaskType, TaskHandler<?>> byType() {
    return Collections.unmodifiableMap(byType);
  }

  /** Health of a task type on this node. */
  HandlerStatus status(TaskType type) {
    TaskHandler<?> handler = byType.get(type);
    if (handler == null) {
      return failed("not served by this node");
    }
    try {
      return handler.status();
    } catch (RuntimeException | LinkageError e) {
      // one type's fault must not reach the jobs of others
      return failed("its handler cannot report its state: " + e);
    }
  }

  private static HandlerStatus failed(String why) {
    return new HandlerStatus(HandlerStatus.State.FAILED, why, Map.of());
  }
}

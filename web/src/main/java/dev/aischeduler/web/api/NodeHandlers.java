package dev.aischeduler.web.api;

import dev.aischeduler.engine.task.HandlerStatus;
import dev.aischeduler.engine.task.TaskHandler;
import dev.aischeduler.web.api.view.ModelState;
import java.util.List;

/** The handlers of this node, as the API sees them. Thread-safe. */
final class NodeHandlers {
  private final List<TaskHandler<?>> handlers;

  NodeHandlers(List<TaskHandler<?>> handlers) {
    this.handlers = List.copyOf(handlers);
  }

  /** The model of each task type. */
  List<ModelState> models() {
    return handlers.stream().map(h -> ModelState.of(h.type(), h.status())).toList();
  }

  /** True when every model is loaded. */
  boolean ready() {
    return handlers.stream().allMatch(h -> h.status().state() == HandlerStatus.State.READY);
  }
}

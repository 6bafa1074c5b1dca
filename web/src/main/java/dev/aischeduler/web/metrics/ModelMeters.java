package dev.aischeduler.web.metrics;

import dev.aischeduler.engine.task.HandlerStatus;
import dev.aischeduler.engine.task.TaskHandler;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;

/** Whether the models of this node can serve. */
final class ModelMeters implements Meters {
  private final List<TaskHandler<?>> handlers;

  ModelMeters(List<TaskHandler<?>> handlers) {
    this.handlers = List.copyOf(handlers);
  }

  @Override
  public void register(MeterRegistry registry) {
    for (TaskHandler<?> handler : handlers) {
      Gauge.builder(
              "ai_scheduler.model.ready",
              handler,
              h -> h.status().state() == HandlerStatus.State.READY ? 1 : 0)
          .tag("lane", handler.type().wireName())
          .description("1 when the model of the lane is loaded on this node.")
          .register(registry);
    }
  }
}

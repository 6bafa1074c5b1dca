package dev.aischeduler.web.metrics;

import dev.aischeduler.engine.task.HandlerStatus;
import dev.aischeduler.engine.task.TaskHandler;
import dev.aischeduler.jobs.model.TensorCount;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;

/** Whether the models of this node can serve, and what they hold. */
final class ModelMeters implements Meters {
  private final List<TaskHandler<?>> handlers;
  private final TensorCount tensors;

  ModelMeters(List<TaskHandler<?>> handlers, TensorCount tensors) {
    this.handlers = List.copyOf(handlers);
    this.tensors = tensors;
  }

  @Override
  public void register(MeterRegistry registry) {
    for (TaskHandler<?> handler : handlers) {
      Gauge.builder(
              "ai_scheduler.model.ready",
              handler,
              h -> h.status().state() == HandlerStatus.State.READY ? 1 : 0)
          .tag("lane", handler.type().wireName())
          .description("1 when the model of the lane can serve on this node, in memory or not.")
          .register(registry);
    }
    Gauge.builder("ai_scheduler.open.tensors", tensors, TensorCount::open)
        .description("Native tensors that model runs hold now; 0 while none runs.")
        .register(registry);
  }
}

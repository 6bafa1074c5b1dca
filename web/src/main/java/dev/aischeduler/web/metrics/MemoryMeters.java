package dev.aischeduler.web.metrics;

import dev.aischeduler.config.TaskType;
import dev.aischeduler.jobs.model.cache.DeviceMemoryUse;
import dev.aischeduler.jobs.model.cache.DeviceMemoryUse.LaneMemoryUse;
import dev.aischeduler.jobs.model.cache.ModelStatus;
import dev.aischeduler.jobs.model.cache.NodeModels;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Who holds the memory of this node's devices, in bytes; read once for each look. */
final class MemoryMeters implements Meters {
  private final NodeModels models;
  private final List<TaskType> lanes;
  private volatile List<DeviceMemoryUse> holdings;
  private @Nullable MultiGauge byModel;

  MemoryMeters(NodeModels models, List<TaskType> lanes) {
    this.lanes = List.copyOf(lanes);
    this.models = models;
    this.holdings = models.memoryUse();
  }

  @Override
  public void register(MeterRegistry registry) {
    byModel =
        MultiGauge.builder("ai_scheduler.model.memory.loaded")
            .baseUnit("bytes")
            .description("Memory that the copies of a model in memory hold.")
            .register(registry);
    for (DeviceMemoryUse holding : holdings) {
      String device = holding.device();
      device(device, "total", h -> h.memory().total())
          .description("Memory that the device has.")
          .register(registry);
      device(device, "used", h -> h.memory().used())
          .description("Memory of the device that anyone uses.")
          .register(registry);
      device(device, "process", h -> h.memory().process())
          .description("Memory of the device that this process uses.")
          .register(registry);
      for (TaskType lane : lanes) {
        lane(device, lane, "budget", LaneMemoryUse::budget)
            .description("Memory that the models of the lane may take together.")
            .register(registry);
        lane(device, lane, "held", LaneMemoryUse::held)
            .description("Memory that the models of the lane take.")
            .register(registry);
      }
    }
  }

  private Gauge.Builder<MemoryMeters> device(
      String name, String kind, ToDoubleFunction<DeviceMemoryUse> figure) {
    return Gauge.builder(
            "ai_scheduler.device.memory." + kind,
            this,
            m -> m.holdingOf(name).mapToDouble(figure).sum())
        .tags("device", name)
        .baseUnit("bytes");
  }

  private Gauge.Builder<MemoryMeters> lane(
      String name, TaskType lane, String kind, ToDoubleFunction<LaneMemoryUse> figure) {
    return Gauge.builder(
            "ai_scheduler.model.memory." + kind,
            this,
            m ->
                m.holdingOf(name)
                    .flatMap(h -> h.lanes().stream())
                    .filter(l -> l.lane().equals(lane))
                    .mapToDouble(figure)
                    .sum())
        .tags("device", name, "lane", lane.wireName())
        .baseUnit("bytes");
  }

  private Stream<DeviceMemoryUse> holdingOf(String device) {
    return holdings.stream().filter(h -> h.device().equals(device));
  }

  @Override
  public void refresh() {
    holdings = models.memoryUse();
    if (byModel != null) {
      byModel.register(
          models.list().stream().filter(ModelStatus::inMemory).map(MemoryMeters::row).toList(),
          true);
    }
  }

  private static MultiGauge.Row<Number> row(ModelStatus model) {
    return MultiGauge.Row.of(
        Tags.of("lane", model.type().wireName(), "model", model.name()), model.footprintBytes());
  }
}

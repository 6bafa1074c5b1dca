package dev.aischeduler.web.metrics;

import dev.aischeduler.engine.device.DeviceUse;
import dev.aischeduler.engine.device.Devices;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** How this node's devices are divided between the lanes; read once for each look. */
final class DeviceMeters implements Meters {
  private static final double NANOS = 1e9;
  private static final double PERCENT = 100;

  private final Devices devices;
  private volatile List<DeviceUse> uses;

  DeviceMeters(Devices devices) {
    this.devices = devices;
    this.uses = devices.use();
  }

  @Override
  public void register(MeterRegistry registry) {
    for (int device = 0; device < uses.size(); device++) {
      for (int lane = 0; lane < uses.get(device).lanes().size(); lane++) {
        register(registry, device, lane);
      }
    }
  }

  private void register(MeterRegistry registry, int device, int lane) {
    DeviceUse use = uses.get(device);
    String name = use.lanes().get(lane).lane().wireName();
    FunctionCounter.builder(
            "ai_scheduler.device.busy.seconds", this, m -> m.of(device, lane).busyNanos() / NANOS)
        .tags("device", use.name(), "lane", name)
        .description("Time that the lane held the device.")
        .register(registry);
    FunctionCounter.builder("ai_scheduler.device.slices", this, m -> m.of(device, lane).slices())
        .tags("device", use.name(), "lane", name)
        .description("Model steps that the lane ran on the device.")
        .register(registry);
    gauge("target", use.name(), name, m -> m.of(device, lane).weight() / PERCENT)
        .description("Part of the busy time that is the lane's while all lanes want more.")
        .register(registry);
    gauge(
            "actual",
            use.name(),
            name,
            m -> m.uses.get(device).recentPercent(m.of(device, lane).lane()) / PERCENT)
        .description("Part of the busy time of the last minute that the lane had.")
        .register(registry);
  }

  private Gauge.Builder<DeviceMeters> gauge(
      String kind, String device, String lane, ToDoubleFunction<DeviceMeters> figure) {
    return Gauge.builder("ai_scheduler.device.share." + kind, this, figure)
        .tags("device", device, "lane", lane);
  }

  private DeviceUse.Lane of(int device, int lane) {
    return uses.get(device).lanes().get(lane);
  }

  @Override
  public void refresh() {
    uses = devices.use();
  }
}

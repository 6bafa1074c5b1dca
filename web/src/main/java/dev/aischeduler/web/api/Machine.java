package dev.aischeduler.web.api;

import com.sun.management.OperatingSystemMXBean;
import dev.aischeduler.engine.device.ProcessMemory;
import dev.aischeduler.jobs.model.TensorCount;
import dev.aischeduler.web.api.view.ResourcesView.Cpu;
import dev.aischeduler.web.api.view.ResourcesView.Memory;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Reads the machine's processor and memory. Thread-safe. */
final class Machine {
  private final OperatingSystemMXBean system =
      ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
  private final ProcessMemory memory = new ProcessMemory();
  private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
  private final TensorCount tensors;

  /**
   * This machine.
   *
   * @param tensors counts what the models hold while they run
   */
  Machine(TensorCount tensors) {
    this.tensors = tensors;
  }

  /**
   * The processor now.
   *
   * @param threadPoolSize compute threads configured
   */
  Cpu cpu(int threadPoolSize) {
    return new Cpu(
        Runtime.getRuntime().availableProcessors(),
        known(system.getCpuLoad()),
        known(system.getProcessCpuLoad()),
        threads.getThreadCount(),
        threadPoolSize);
  }

  /** Memory now, in bytes. */
  Memory memory() {
    Runtime runtime = Runtime.getRuntime();
    OptionalLong rss = memory.resident();
    return new Memory(
        rss.isPresent() ? rss.getAsLong() : null,
        runtime.totalMemory() - runtime.freeMemory(),
        runtime.maxMemory(),
        system.getTotalMemorySize(),
        system.getFreeMemorySize(),
        tensors.open());
  }

  private static @Nullable Double known(double load) {
    return Double.isFinite(load) && load >= 0 ? Math.round(load * 1000) / 1000.0 : null;
  }
}

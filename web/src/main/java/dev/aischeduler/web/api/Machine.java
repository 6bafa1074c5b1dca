package dev.aischeduler.web.api;

import com.sun.management.OperatingSystemMXBean;
import dev.aischeduler.jobs.model.TensorCount;
import dev.aischeduler.web.api.view.ResourcesView.Cpu;
import dev.aischeduler.web.api.view.ResourcesView.Memory;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Reads the machine's processor and memory. Thread-safe. */
final class Machine {
  private static final Path STATUS = Path.of("/proc/self/status");
  private final OperatingSystemMXBean system =
      ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
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
    return new Memory(
        rss(),
        runtime.totalMemory() - runtime.freeMemory(),
        runtime.maxMemory(),
        system.getTotalMemorySize(),
        system.getFreeMemorySize(),
        tensors.open());
  }

  private static @Nullable Double known(double load) {
    return Double.isFinite(load) && load >= 0 ? Math.round(load * 1000) / 1000.0 : null;
  }

  /** Resident bytes of this process; Linux tells, others do not. */
  private static @Nullable Long rss() {
    if (!Files.isReadable(STATUS)) {
      return null;
    }
    try (var lines = Files.lines(STATUS)) {
      return lines
          .filter(line -> line.startsWith("VmRSS:"))
          .map(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
          .findFirst()
          .orElse(null);
    } catch (IOException e) {
      return null;
    }
  }
}

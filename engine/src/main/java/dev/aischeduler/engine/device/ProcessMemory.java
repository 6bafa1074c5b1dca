package dev.aischeduler.engine.device;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;

/**
 * The memory of the CPU device: that of the machine, or of the container that this process runs in.
 * Linux reports what is available and what is resident; elsewhere the free memory and the Java heap
 * stand in. Thread-safe.
 */
public final class ProcessMemory implements DeviceMemory {
  private final Path proc;
  private final OperatingSystemMXBean system =
      ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

  public ProcessMemory() {
    this(Path.of("/proc"));
  }

  /** With another place of Linux's process files, for tests. */
  ProcessMemory(Path proc) {
    this.proc = proc;
  }

  @Override
  public MemoryUse use() {
    long total = system.getTotalMemorySize();
    long resident = resident().orElseGet(() -> Runtime.getRuntime().totalMemory());
    return new MemoryUse(total, total - free(total, resident), resident);
  }

  /** Resident set size of this process in bytes; empty where the system does not report them. */
  public OptionalLong resident() {
    return kilobytes(proc.resolve("self/status"), "VmRSS:");
  }

  /** A container's limit is known to Java only, and its own file cache counts as used there. */
  private long free(long total, long resident) {
    OptionalLong machine = kilobytes(proc.resolve("meminfo"), "MemTotal:");
    OptionalLong available = kilobytes(proc.resolve("meminfo"), "MemAvailable:");
    if (machine.isEmpty() || available.isEmpty()) {
      return system.getFreeMemorySize();
    }
    boolean contained = total < machine.getAsLong();
    long own = contained ? total - resident : total;
    return Math.max(0, Math.min(own, available.getAsLong()));
  }

  private static OptionalLong kilobytes(Path file, String key) {
    if (!Files.isReadable(file)) {
      return OptionalLong.empty();
    }
    try (var lines = Files.lines(file)) {
      return lines
          .filter(line -> line.startsWith(key))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
          .findFirst();
    } catch (IOException e) {
      return OptionalLong.empty();
    }
  }
}

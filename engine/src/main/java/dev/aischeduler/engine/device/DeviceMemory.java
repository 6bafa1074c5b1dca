package dev.aischeduler.engine.device;

/** The memory of one device. Implementations are thread-safe. */
@FunctionalInterface
public interface DeviceMemory {

  /** The memory now; costs a system call or two and never waits. */
  MemoryUse use();
}

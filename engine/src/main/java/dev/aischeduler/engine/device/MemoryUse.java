package dev.aischeduler.engine.device;

/**
 * The memory of a device at one moment, in bytes.
 *
 * @param total all there is
 * @param used in use by anyone; memory that can be had back at once, such as a file cache, is not
 * @param process in use by this process
 */
public record MemoryUse(long total, long used, long process) {

  /** What a load could have now; never negative. */
  public long free() {
    return Math.max(0, total - used);
  }
}

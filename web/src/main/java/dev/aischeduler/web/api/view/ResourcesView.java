package dev.aischeduler.web.api.view;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What this node has and what it does with it.
 *
 * @param artifacts where results are kept
 * @param gpus every GPU of this machine that the driver tells of, used or not
 * @param deviceNote which devices run the gpu lanes, and why no others, for people
 * @param deviceShare how the devices were divided between the lanes
 * @param deviceMemory who holds the memory of each device
 * @param maxConcurrentTasks jobs that may run at once on this node, over all lanes
 * @param runningTasks jobs running now, in all lanes
 * @param repairs orphans that this node recovered since its start, by kind; zero while no node and
 *     no connection is lost
 * @param servers the job servers of this node
 * @param models model of each task type
 */
public record ResourcesView(
    Node node,
    Cpu cpu,
    Memory memory,
    Artifacts artifacts,
    List<Gpu> gpus,
    String deviceNote,
    DeviceShareView deviceShare,
    List<DeviceMemoryView> deviceMemory,
    int maxConcurrentTasks,
    long runningTasks,
    Map<String, Long> repairs,
    List<ServerState> servers,
    List<LaneState> lanes,
    List<ModelState> models) {

  /**
   * This process.
   *
   * @param uptimeS seconds since start
   */
  public record Node(
      String name, List<String> labels, String version, Instant startedAt, long uptimeS) {}

  /**
   * The processor.
   *
   * @param load share of all cores in use by the machine, 0..1; null when unknown
   * @param processLoad share of all cores in use by this process, 0..1; null when unknown
   * @param threads live threads of this process
   * @param threadPoolSize compute threads configured
   */
  public record Cpu(
      int cores,
      @Nullable Double load,
      @Nullable Double processLoad,
      int threads,
      int threadPoolSize) {}

  /**
   * Memory in bytes.
   *
   * @param rss resident memory of this process; null where the system does not tell
   * @param openTensors native tensors of runs, a number; none while no model runs
   */
  public record Memory(
      @Nullable Long rss, long heapUsed, long heapMax, long total, long free, int openTensors) {}

  /**
   * Where results are kept.
   *
   * @param store {@code file} or {@code database}
   * @param free bytes left for them; null when only the database knows
   */
  public record Artifacts(String store, @Nullable Long free) {}

  /**
   * A GPU.
   *
   * @param index in the driver's order, from 0
   * @param used whether models of this node may run on it
   * @param memoryTotal bytes
   * @param memoryUsed bytes held by all processes of the machine
   * @param utilisation percent of the last moment in which it computed; null when unknown
   * @param computeCapability generation, for example {@code 9.0}
   */
  public record Gpu(
      int index,
      String uuid,
      String name,
      boolean used,
      long memoryTotal,
      long memoryUsed,
      @Nullable Integer utilisation,
      String computeCapability) {

    /**
     * A GPU as the driver tells of it.
     *
     * @param used whether models of this node may run on it
     */
    public static Gpu of(dev.aischeduler.jobs.gpu.Gpu gpu, boolean used) {
      return new Gpu(
          gpu.index(),
          gpu.uuid(),
          gpu.name(),
          used,
          gpu.memoryTotal(),
          gpu.memoryUsed(),
          gpu.utilisation(),
          gpu.computeCapability());
    }
  }
}

package dev.aischeduler.web.app;

import dev.aischeduler.jobs.gpu.CudaSupport;
import dev.aischeduler.jobs.gpu.Gpu;
import dev.aischeduler.jobs.gpu.NodeGpus;
import dev.aischeduler.jobs.gpu.Nvml;
import dev.aischeduler.jobs.gpu.NvmlException;
import dev.aischeduler.web.GpuFinder;

/**
 * A driver with equal GPUs that exist on paper only.
 *
 * @param count number of them
 */
public record FakeGpus(int count) implements Nvml {

  /** A machine without a driver. */
  public static GpuFinder none() {
    return of(
        () -> {
          throw new NvmlException("no NVIDIA driver is installed");
        },
        cuda(""));
  }

  /** A machine with GPUs, whose CUDA works as far as anyone can tell before a model is opened. */
  public static GpuFinder working(int count) {
    return of(() -> new FakeGpus(count), cuda(""));
  }

  /**
   * A machine with GPUs that a build cannot use.
   *
   * @param why the reason
   */
  public static GpuFinder unusable(int count, String why) {
    return of(() -> new FakeGpus(count), cuda(why));
  }

  private static GpuFinder of(Nvml.Source source, CudaSupport cuda) {
    return settings -> NodeGpus.find(settings.devices(), null, source, cuda);
  }

  private static CudaSupport cuda(String why) {
    return new CudaSupport() {
      @Override
      public String prepare() {
        return why;
      }

      @Override
      public String probe(int ordinal) {
        return "";
      }
    };
  }

  @Override
  public String driver() {
    return "550.54.15";
  }

  @Override
  public int cuda() {
    return 12040;
  }

  @Override
  public Gpu gpu(int index) {
    return new Gpu(
        index, "GPU-0000000" + index, "Fake H100", 80L << 30, (long) (index + 1) << 30, 7, "9.0");
  }

  @Override
  public void close() {}
}

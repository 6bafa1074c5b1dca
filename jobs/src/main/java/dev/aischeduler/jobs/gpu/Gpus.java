package dev.aischeduler.jobs.gpu;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The GPUs of this machine. A machine without a driver, and a GPU that does not answer, are no
 * errors but reports that say so. Thread-safe.
 */
public final class Gpus implements AutoCloseable {
  private final @Nullable Nvml nvml;
  private final String missing;

  private Gpus(@Nullable Nvml nvml, String missing) {
    this.nvml = nvml;
    this.missing = missing;
  }

  /** Connects to the driver, if there is one. */
  public static Gpus open(Nvml.Source source) {
    try {
      return new Gpus(source.open(), "");
    } catch (NvmlException | LinkageError e) {
      return new Gpus(null, String.valueOf(e.getMessage()));
    }
  }

  /** What the driver says now; takes about a millisecond for each GPU. */
  public GpuReport read() {
    if (nvml == null) {
      return GpuReport.none(missing);
    }
    try {
      return read(nvml);
    } catch (NvmlException | LinkageError e) {
      return GpuReport.none(String.valueOf(e.getMessage()));
    }
  }

  /** One GPU now; empty when it does not answer. */
  public Optional<Gpu> read(int index) {
    if (nvml == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(nvml.gpu(index));
    } catch (NvmlException | LinkageError e) {
      return Optional.empty();
    }
  }

  private static GpuReport read(Nvml nvml) throws NvmlException {
    List<String> problems = new ArrayList<>();
    List<Gpu> gpus = new ArrayList<>();
    int count = nvml.count();
    for (int index = 0; index < count; index++) {
      try {
        gpus.add(nvml.gpu(index));
      } catch (NvmlException | LinkageError e) {
        // A GPU that is lost must not hide the others.
        problems.add("GPU " + index + ": " + e.getMessage());
      }
    }
    if (count == 0) {
      problems.add("the NVIDIA driver " + nvml.driver() + " sees no GPU");
    }
    return new GpuReport(nvml.driver(), cuda(nvml), gpus, String.join("; ", problems));
  }

  private static String cuda(Nvml nvml) {
    try {
      int version = nvml.cuda();
      return version / 1000 + "." + version % 1000 / 10;
    } catch (NvmlException | LinkageError e) {
      // Drivers older than CUDA 9 do not tell.
      return "";
    }
  }

  @Override
  public void close() {
    if (nvml != null) {
      nvml.close();
    }
  }
}

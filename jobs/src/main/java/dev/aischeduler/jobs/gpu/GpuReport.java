package dev.aischeduler.jobs.gpu;

import java.util.List;

/**
 * What the driver says about the GPUs of this machine.
 *
 * @param driver version of the driver, for example {@code 550.54.15}; empty without one
 * @param cuda newest CUDA version that the driver runs, for example {@code 12.4}; empty when
 *     unknown
 * @param gpus every GPU that answers, by index
 * @param problem what could not be read and why, with the remedy; empty when all went well
 */
public record GpuReport(String driver, String cuda, List<Gpu> gpus, String problem) {

  /** Copies the list. */
  public GpuReport {
    gpus = List.copyOf(gpus);
  }

  /** No GPU, and the reason. */
  static GpuReport none(String problem) {
    return new GpuReport("", "", List.of(), problem);
  }
}

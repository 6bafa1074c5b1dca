package dev.aischeduler.jobs.gpu;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Which GPUs this node uses, and why no others.
 *
 * @param gpus the GPUs that models run on; empty when all lanes run on the CPU
 * @param problems why a GPU that was wanted is not used; empty when all are, and when none was
 *     wanted
 * @param note one sentence for people: what runs where, and why
 */
public record DeviceChoice(List<CudaDevice> gpus, List<String> problems, String note) {
  private static final String CPU = "the gpu lanes share the CPU device by the same device share";

  /** Copies the lists. */
  public DeviceChoice {
    gpus = List.copyOf(gpus);
    problems = List.copyOf(problems);
  }

  /**
   * Chooses.
   *
   * @param wanted the setting {@code resources.devices}: {@code auto}, {@code cpu}, or indexes and
   *     UUIDs separated by commas
   * @param report what the driver says
   * @param visible the variable {@code CUDA_VISIBLE_DEVICES}; null when it is not set
   * @param cuda asked only when there is a GPU to use
   */
  public static DeviceChoice choose(
      String wanted, GpuReport report, @Nullable String visible, CudaSupport cuda) {
    if (wanted.equals("cpu")) {
      return cpu("resources.devices is cpu", List.of());
    }
    boolean auto = wanted.equals("auto");
    if (report.gpus().isEmpty()) {
      return cpu(report.problem(), auto ? List.of() : List.of(report.problem()));
    }
    List<CudaDevice> seen = VisibleGpus.of(report.gpus(), visible);
    List<String> problems = new ArrayList<>();
    List<CudaDevice> candidates = auto ? seen : pick(wanted, seen, problems);
    if (seen.isEmpty()) {
      problems.add("CUDA_VISIBLE_DEVICES is \"" + visible + "\", which names no GPU; unset it");
    }
    if (candidates.isEmpty()) {
      return cpu(String.join("; ", problems), problems);
    }
    String why = cuda.prepare();
    if (!why.isEmpty()) {
      return cpu(why, List.of(why));
    }
    List<CudaDevice> usable = probe(candidates, cuda, problems);
    return usable.isEmpty()
        ? cpu(String.join("; ", problems), problems)
        : new DeviceChoice(usable, problems, note(usable, problems));
  }

  /** True when models run on this GPU. */
  public boolean uses(Gpu gpu) {
    return gpus.stream().anyMatch(used -> used.gpu().index() == gpu.index());
  }

  private static List<CudaDevice> pick(
      String wanted, List<CudaDevice> seen, List<String> problems) {
    List<CudaDevice> picked = new ArrayList<>();
    for (String entry : wanted.split(",", -1)) {
      List<CudaDevice> found =
          seen.stream().filter(d -> VisibleGpus.named(d.gpu(), entry.strip())).toList();
      if (found.isEmpty()) {
        problems.add("resources.devices names GPU " + entry + ", which this process does not see");
      }
      found.stream().filter(d -> !picked.contains(d)).forEach(picked::add);
    }
    return picked;
  }

  private static List<CudaDevice> probe(
      List<CudaDevice> candidates, CudaSupport cuda, List<String> problems) {
    List<CudaDevice> usable = new ArrayList<>();
    for (CudaDevice device : candidates) {
      String why = cuda.probe(device.ordinal());
      if (why.isEmpty()) {
        usable.add(device);
      } else {
        problems.add("GPU " + device.gpu().index() + " cannot be used: " + why);
      }
    }
    return usable;
  }

  private static DeviceChoice cpu(String why, List<String> problems) {
    return new DeviceChoice(List.of(), problems, "no GPU is used (" + why + "): " + CPU);
  }

  private static String note(List<CudaDevice> usable, List<String> problems) {
    String names =
        usable.stream()
            .map(d -> d.name() + " (" + d.gpu().name() + ")")
            .collect(Collectors.joining(", "));
    return "the gpu lanes run on "
        + names
        + (problems.isEmpty() ? "" : "; " + String.join("; ", problems));
  }
}

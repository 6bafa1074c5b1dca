package dev.aischeduler.jobs.gpu;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Numbers GPUs as CUDA does in a process with the variable {@code CUDA_VISIBLE_DEVICES}: it lists
 * indexes or UUIDs (a beginning is enough), the first that does not exist ends the list, and
 * without it every GPU counts. The driver's order is CUDA's when {@code CUDA_DEVICE_ORDER} is
 * {@code PCI_BUS_ID}, which the launcher sets.
 */
final class VisibleGpus {
  private VisibleGpus() {}

  /** The GPUs that CUDA will see, by ordinal. */
  static List<CudaDevice> of(List<Gpu> all, @Nullable String variable) {
    List<Gpu> visible = new ArrayList<>();
    if (variable == null) {
      visible.addAll(all);
    } else {
      for (String entry : variable.split(",", -1)) {
        Optional<Gpu> gpu = find(all, entry.strip());
        if (gpu.isEmpty() || visible.contains(gpu.get())) {
          break;
        }
        visible.add(gpu.get());
      }
    }
    List<CudaDevice> devices = new ArrayList<>();
    visible.forEach(gpu -> devices.add(new CudaDevice(devices.size(), gpu)));
    return List.copyOf(devices);
  }

  private static Optional<Gpu> find(List<Gpu> all, String entry) {
    return all.stream().filter(gpu -> named(gpu, entry)).findFirst();
  }

  /** True when an index or the beginning of a UUID means this GPU. */
  static boolean named(Gpu gpu, String entry) {
    return entry.startsWith("GPU-")
        ? gpu.uuid().startsWith(entry)
        : entry.equals(Integer.toString(gpu.index()));
  }
}

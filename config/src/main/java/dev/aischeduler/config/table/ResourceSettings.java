package dev.aischeduler.config.table;

import dev.aischeduler.config.Settings;
import dev.aischeduler.config.TaskType;
import dev.aischeduler.config.TaskTypeSpec;
import dev.aischeduler.config.TaskTypes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What {@code resources} holds: devices, their time, threads and memory. */
final class ResourceSettings {
  private static final String GPU_FORM = "(\\d{1,3}|GPU-[0-9a-f-]{1,40})";

  private ResourceSettings() {}

  /** In the order of {@code config.json}. */
  static List<Setting> all(TaskTypes types) {
    List<Setting> all = new ArrayList<>(shares(types.deviceShares()));
    all.addAll(common());
    types.specs().stream()
        .filter(TaskTypeSpec::hasModels)
        .forEach(spec -> all.add(laneMemory(spec.type().wireName())));
    return all;
  }

  private static List<Setting> shares(Map<TaskType, Integer> shares) {
    int most = 100 - Math.max(0, shares.size() - 1);
    return shares.entrySet().stream()
        .map(
            share ->
                Setting.whole(
                    share(share.getKey()),
                    share.getValue(),
                    1,
                    most,
                    "Share of the device in percent at the first start (later: ai_scheduler lanes"
                        + " weights); the shares add up to 100."))
        .toList();
  }

  /** The setting of a type's share of the devices. */
  static String share(TaskType type) {
    return "resources.gpu_allocation." + type.wireName() + Settings.GpuAllocation.SUFFIX;
  }

  private static List<Setting> common() {
    return List.of(
        Setting.whole(
            "resources.max_concurrent_tasks",
            10,
            1,
            10_000,
            "Jobs that may run at once on this node, over all lanes."),
        Setting.flag(
            "resources.device_share",
            true,
            "Divide the device between the gpu lanes by gpu_allocation; with false a job holds it for"
                + " its whole length, first come, first served, for comparison."),
        Setting.whole(
            "resources.device_threads",
            0,
            0,
            1024,
            "CPU threads that a step of the gpu lanes computes with; 0 for"
                + " server.thread_pool_size."),
        Setting.whole(
            "resources.speech_threads",
            0,
            0,
            1024,
            "CPU threads that speech computes with; 0 for server.thread_pool_size."),
        Setting.text(
            "resources.devices",
            "auto",
            "auto|cpu|" + GPU_FORM + "(," + GPU_FORM + "){0,63}",
            "auto, cpu, or GPUs by index or UUID, separated by commas",
            "Devices of the gpu lanes: auto for every NVIDIA GPU that can be used, cpu for none, or"
                + " a list such as 0,1."),
        Setting.text(
            "resources.library_cache",
            "~/.cache/ai_scheduler",
            "[^\\x00]{1,4096}",
            "a folder path",
            "Folder in which native libraries are unpacked once: 23 MB of ONNX Runtime, 2.5 GB more with a GPU."),
        Setting.whole(
            "resources.device_memory_mb",
            0,
            0,
            100_000_000,
            "Memory of each device that models may take, in MiB; 0 for all that the device has, on"
                + " the CPU less the largest Java heap."));
  }

  private static Setting laneMemory(String lane) {
    return Setting.whole(
        "resources.lane_memory_mb." + lane,
        0,
        0,
        100_000_000,
        "Memory that "
            + lane
            + " models may take, in MiB; 0 for the lane's share of the device's memory.");
  }
}

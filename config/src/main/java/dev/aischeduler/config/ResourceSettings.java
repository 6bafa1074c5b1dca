package dev.aischeduler.config;

import java.util.List;

/** What {@code resources} holds: devices, their time, threads and memory. */
final class ResourceSettings {
  private static final String GPU_FORM = "(\\d{1,3}|GPU-[0-9a-f-]{1,40})";

  private ResourceSettings() {}

  /** In the order of {@code config.json}. */
  static List<Setting> all() {
    String share =
        "Share of the device in percent at the first start (later: ai_scheduler lanes weights); the"
            + " two shares add up to 100.";
    return List.of(
        Setting.whole("resources.gpu_allocation.llm_percentage", 70, 1, 99, share),
        Setting.whole("resources.gpu_allocation.image_percentage", 30, 1, 99, share),
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
            "CPU threads that the tts lane computes with; 0 for server.thread_pool_size."),
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
                + " the CPU less the largest Java heap."),
        laneMemory("llm"),
        laneMemory("tts"),
        laneMemory("image"));
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

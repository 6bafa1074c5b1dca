package dev.aischeduler.config;

import java.util.List;

/**
 * Task types for the tests of the modules that know none: two that share devices, and one that runs
 * beside them.
 */
public final class TestTaskTypes {
  /** Takes slices of devices; may run many at once. */
  public static final TaskType LLM = new TaskType("llm");

  /** Takes no slices of devices. */
  public static final TaskType TTS = new TaskType("tts");

  /** Takes slices of devices, one job at a time. */
  public static final TaskType IMAGE = new TaskType("image");

  /** All of them, with the lanes that tests count on. */
  public static final TaskTypes ALL =
      new TaskTypes(
          List.of(
              spec(
                  LLM,
                  "gpu",
                  new TaskTypeSpec.LaneDefaults(7, 8, 300),
                  70,
                  new LaneOption("max_batch", 8, 1, 256, "Most that run together.")),
              spec(TTS, "cpu", new TaskTypeSpec.LaneDefaults(5, 4, 300), 0),
              spec(IMAGE, "gpu", new TaskTypeSpec.LaneDefaults(3, 1, 900), 30)));

  private TestTaskTypes() {}

  private static TaskTypeSpec spec(
      TaskType type,
      String label,
      TaskTypeSpec.LaneDefaults lane,
      int weight,
      LaneOption... options) {
    return new TaskTypeSpec(
        type, "Model of " + type, label, lane, "engine-1", weight, List.of(options));
  }
}

package dev.aischeduler.config;

import java.util.List;

/**
 * What the settings, the queue and the views must know of a task type. Each type's package offers
 * its own; {@link TaskTypes} holds them all.
 *
 * @param type its name
 * @param title what its models are, in a few words, for help and page: {@code Language model}
 * @param label resource label that its lane asks for unless {@code lanes.<lane>.label} says
 *     otherwise
 * @param lane defaults of its lane
 * @param engine default of {@code engines.<type>}; empty for a type without models
 * @param deviceWeight its part of the device's time against the other types, 1..99, as a start; 0
 *     for a type that takes no slices of a device
 * @param options settings that only this lane has
 */
public record TaskTypeSpec(
    TaskType type,
    String title,
    String label,
    LaneDefaults lane,
    String engine,
    int deviceWeight,
    List<LaneOption> options) {
  /** Form of a resource label. */
  public static final String LABEL = "[a-z0-9][a-z0-9_-]{0,31}";

  /**
   * Defaults of the settings of a lane that differ from type to type.
   *
   * @param priority of its jobs, 0..9, 9 first
   * @param maxConcurrent jobs that may run at once on a node
   * @param timeoutS seconds one attempt may take
   */
  public record LaneDefaults(int priority, int maxConcurrent, int timeoutS) {}

  /**
   * Checks the values that a type offers.
   *
   * @throws IllegalArgumentException when the label or the weight is not allowed
   */
  public TaskTypeSpec {
    if (!label.matches(LABEL)) {
      throw new IllegalArgumentException("type " + type + " asks for the label '" + label + "'");
    }
    if (deviceWeight < 0 || deviceWeight > 99) {
      throw new IllegalArgumentException("type " + type + " has the weight " + deviceWeight);
    }
    options = List.copyOf(options);
  }

  /** Whether its jobs run models, so that it has an engine and memory for them. */
  public boolean hasModels() {
    return !engine.isEmpty();
  }
}

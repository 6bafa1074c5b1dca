package dev.aischeduler.jobs.model;

import dev.aischeduler.config.TaskType;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The layouts of all task types that have models, in the order in which people see them. Immutable.
 *
 * @param byType the layout of each type
 */
public record ModelLayouts(Map<TaskType, ModelLayout> byType) {
  /** Copies the map in its order. */
  public ModelLayouts {
    byType = Collections.unmodifiableMap(new LinkedHashMap<>(byType));
  }

  /** The type of this name; empty when no type of this name has models. */
  public Optional<TaskType> find(String name) {
    return byType.keySet().stream().filter(type -> type.wireName().equals(name)).findFirst();
  }

  /** The names of the types, separated by commas, for messages. */
  public String names() {
    return byType.keySet().stream().map(TaskType::wireName).collect(Collectors.joining(", "));
  }

  /**
   * The layout of a type.
   *
   * @throws IOException when it has none
   */
  public ModelLayout of(TaskType type) throws IOException {
    ModelLayout layout = byType.get(type);
    if (layout == null) {
      throw new IOException(
          "task type " + type + " has no models; the types with models: " + names());
    }
    return layout;
  }

  /** The task type of a folder by the names of its files; empty when it is for none. */
  public Optional<TaskType> typeOf(Path folder) {
    return byType.entrySet().stream()
        .filter(entry -> entry.getValue().matches(folder))
        .map(Map.Entry::getKey)
        .findFirst();
  }

  /**
   * The task type of a folder whose files and configurations pass the type's check.
   *
   * @throws IOException when there is none; says what each type misses
   */
  public TaskType checkedTypeOf(Path folder) throws IOException {
    List<String> reasons = new ArrayList<>();
    for (Map.Entry<TaskType, ModelLayout> entry : byType.entrySet()) {
      try {
        entry.getValue().check(folder);
        return entry.getKey();
      } catch (IOException e) {
        reasons.add("as " + entry.getKey() + ": " + e.getMessage());
      }
    }
    throw new IOException(folder + " is no usable model. " + String.join("; ", reasons));
  }
}

package dev.aischeduler.config;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The task types that this process knows, in the order in which people see them. Built once where
 * the product is put together and handed down.
 *
 * @param specs one for each type
 */
public record TaskTypes(List<TaskTypeSpec> specs) {
  private static final int ALL = 100;

  /**
   * Checks that no name is given twice.
   *
   * @throws IllegalArgumentException when two types have one name
   */
  public TaskTypes {
    specs = List.copyOf(specs);
    Set<TaskType> seen = new LinkedHashSet<>();
    for (TaskTypeSpec spec : specs) {
      if (!seen.add(spec.type())) {
        throw new IllegalArgumentException("two task types are called " + spec.type());
      }
    }
  }

  /** The types with one more behind them. */
  public TaskTypes and(TaskTypeSpec further) {
    List<TaskTypeSpec> all = new ArrayList<>(specs);
    all.add(further);
    return new TaskTypes(all);
  }

  /** The types. */
  public List<TaskType> all() {
    return specs.stream().map(TaskTypeSpec::type).toList();
  }

  /** The names, separated by commas, for messages. */
  public String names() {
    return String.join(", ", all().stream().map(TaskType::wireName).toList());
  }

  /** The type with this name, or empty for one that this process does not know. */
  public Optional<TaskType> find(String wireName) {
    return all().stream().filter(type -> type.wireName().equals(wireName)).findFirst();
  }

  /** The labels that the lanes ask for by default, each once. */
  public List<String> labels() {
    return specs.stream().map(TaskTypeSpec::label).distinct().toList();
  }

  /** Percent of the device of each type that runs on devices; they add up to 100. */
  public Map<TaskType, Integer> deviceShares() {
    List<TaskTypeSpec> sharing = specs.stream().filter(spec -> spec.deviceWeight() > 0).toList();
    int sum = sharing.stream().mapToInt(TaskTypeSpec::deviceWeight).sum();
    Map<TaskType, Integer> shares = new LinkedHashMap<>();
    sharing.forEach(spec -> shares.put(spec.type(), Math.max(1, spec.deviceWeight() * ALL / sum)));
    // what rounding left over, or took too much, is the largest one's
    int rest = ALL - shares.values().stream().mapToInt(Integer::intValue).sum();
    shares.entrySet().stream()
        .max(Comparator.comparingInt(Map.Entry::getValue))
        .ifPresent(largest -> largest.setValue(largest.getValue() + rest));
    return Collections.unmodifiableMap(shares);
  }
}

package dev.aischeduler.config;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The name of a kind of work. Each task type has one lane of the same name. What is known about the
 * types that this process runs stands in {@link TaskTypes}; a row or a signal of another version
 * may name a type that is not among them.
 *
 * @param wireName name used in paths, JSON, SQL and configuration, for example {@code llm}: a
 *     letter and at most 15 letters or digits, in lower case, so that it can be written out in SQL
 */
public record TaskType(@JsonValue String wireName) implements Comparable<TaskType> {
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9]{0,15}");

  /**
   * A type of this name.
   *
   * @throws IllegalArgumentException for what cannot be a name
   */
  public TaskType {
    if (!NAME.matcher(wireName).matches()) {
      throw new IllegalArgumentException(
          "a task type is a letter and at most 15 letters or digits, in lower case, but this is '"
              + wireName
              + "'");
    }
  }

  /** Stored documents of earlier versions hold the name in capitals. */
  @JsonCreator
  static TaskType ofJson(String name) {
    return new TaskType(name.toLowerCase(Locale.ROOT));
  }

  /** The type of a stored name; empty for a text that cannot be one. */
  public static Optional<TaskType> read(String stored) {
    return NAME.matcher(stored).matches() ? Optional.of(new TaskType(stored)) : Optional.empty();
  }

  /** By name. */
  @Override
  public int compareTo(TaskType other) {
    return wireName.compareTo(other.wireName);
  }

  /** The name, as people see it in logs and messages. */
  @Override
  public String toString() {
    return wireName;
  }
}

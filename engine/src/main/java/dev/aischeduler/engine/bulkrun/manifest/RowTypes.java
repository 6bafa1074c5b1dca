package dev.aischeduler.engine.bulkrun.manifest;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aischeduler.config.Suggestion;
import dev.aischeduler.config.TaskType;
import dev.aischeduler.engine.task.BatchEndpoint;
import dev.aischeduler.engine.task.InvalidRequestException;
import dev.aischeduler.engine.task.TaskHandler;
import java.lang.reflect.RecordComponent;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Which fields rows may have, by task type, and what their values are. Thread-safe. */
public final class RowTypes {
  private static final Map<String, Class<?>> ITEM = fields(ItemFields.class);

  private final Map<String, Map<String, Class<?>>> requests = new LinkedHashMap<>();
  private final Map<String, TaskType> types = new LinkedHashMap<>();
  private final Map<String, Endpoint> endpoints = new LinkedHashMap<>();

  /** What an OpenAI url stands for. */
  record Endpoint(TaskType type, BatchEndpoint batch) {}

  /** Those of handlers, one for each task type. */
  public RowTypes(Collection<? extends TaskHandler<?>> handlers) {
    for (TaskHandler<?> handler : handlers) {
      String name = handler.type().wireName();
      requests.put(name, fields(handler.requestType()));
      types.put(name, handler.type());
      BatchEndpoint batch = handler.batchEndpoint();
      if (batch != null) {
        endpoints.put(batch.url(), new Endpoint(handler.type(), batch));
      }
    }
  }

  private static Map<String, Class<?>> fields(Class<? extends Record> record) {
    PropertyNamingStrategies.SnakeCaseStrategy snake =
        new PropertyNamingStrategies.SnakeCaseStrategy();
    Map<String, Class<?>> fields = new LinkedHashMap<>();
    for (RecordComponent component : record.getRecordComponents()) {
      fields.put(snake.translate(component.getName()), component.getType());
    }
    return fields;
  }

  /** Names that a column of CSV may have. */
  public Set<String> columns() {
    Set<String> all = new TreeSet<>(ITEM.keySet());
    requests.values().forEach(fields -> all.addAll(fields.keySet()));
    return all;
  }

  /** Whether every row may have the field, whatever its type. */
  static boolean isItemField(String name) {
    return ITEM.containsKey(name);
  }

  /** Java type of a field of rows of a type; null when they have none of this name. */
  @Nullable Class<?> fieldType(TaskType type, String name) {
    Class<?> item = ITEM.get(name);
    return item != null ? item : requests.getOrDefault(type.wireName(), Map.of()).get(name);
  }

  /**
   * The type of this name.
   *
   * @throws InvalidRequestException for another name, or none
   */
  TaskType require(@Nullable String name) {
    TaskType type = name == null ? null : types.get(name);
    if (type == null) {
      throw new InvalidRequestException(
          "type",
          name == null || name.isEmpty()
              ? "is missing: give each row a type, or the run a default; one of " + names()
              : "must be one of " + names() + ", but is '" + cut(name) + "'");
    }
    return type;
  }

  /**
   * What lines of an OpenAI batch with this url are.
   *
   * @throws InvalidRequestException for an unknown url
   */
  Endpoint endpoint(@Nullable String url) {
    Endpoint endpoint = url == null ? null : endpoints.get(url);
    if (endpoint == null) {
      throw new InvalidRequestException(
          "url",
          "must be one of "
              + String.join(", ", endpoints.keySet())
              + (url == null ? "" : ", but is '" + cut(url) + "'"));
    }
    return endpoint;
  }

  /**
   * Checks the defaults of a run.
   *
   * @throws InvalidRequestException for a field that no row can have
   */
  public void checkDefaults(ObjectNode defaults) {
    Set<String> known = columns();
    for (Map.Entry<String, ?> field : defaults.properties()) {
      String name = field.getKey();
      if (!known.contains(name) || name.equals("item_key")) {
        throw new InvalidRequestException(
            name,
            "unknown field"
                + Suggestion.phrase(name, known)
                + "; allowed: "
                + String.join(", ", known));
      }
    }
    if (defaults.hasNonNull("type")) {
      require(defaults.path("type").asText());
    }
  }

  private String names() {
    return String.join(", ", types.keySet());
  }

  private static String cut(String text) {
    return text.length() <= 60 ? text : text.substring(0, text.offsetByCodePoints(0, 30)) + "...";
  }
}

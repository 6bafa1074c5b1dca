package dev.aischeduler.engine.workflow.template;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What kind of value something is, as far as it is known before a run. */
public enum ValueType {
  TEXT,
  NUMBER,
  BOOLEAN,
  LIST,
  OBJECT,
  /** Known only when the workflow runs. */
  ANY;

  /** The name in definitions. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The type of this name; empty for an unknown one. */
  public static Optional<ValueType> of(String name) {
    return Arrays.stream(values()).filter(t -> t.wireName().equals(name)).findFirst();
  }

  /** Every name. */
  public static List<String> names() {
    return Arrays.stream(values()).map(ValueType::wireName).toList();
  }

  /** The type of a value. */
  public static ValueType of(JsonNode value) {
    return switch (value.getNodeType()) {
      case STRING -> TEXT;
      case NUMBER -> NUMBER;
      case BOOLEAN -> BOOLEAN;
      case ARRAY -> LIST;
      case OBJECT -> OBJECT;
      default -> ANY;
    };
  }

  /** Whether a value of this type may serve where the other is wanted. */
  public boolean mayBe(ValueType wanted) {
    return this == ANY || wanted == ANY || this == wanted;
  }
}

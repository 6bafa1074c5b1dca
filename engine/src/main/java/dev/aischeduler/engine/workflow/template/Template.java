package dev.aischeduler.engine.workflow.template;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * A JSON value with expressions in its texts. A text that is one expression and nothing else keeps
 * the type of the expression's value; in the middle of a text a value is written as text.
 * Immutable.
 */
public sealed interface Template {

  /** A value without expressions. */
  record Fixed(JsonNode value) implements Template {}

  /** One expression. */
  record Whole(Value value) implements Template {}

  /** Texts and expressions. */
  record Mixed(List<Part> parts) implements Template {}

  /** An object, its members in their order. */
  record Members(Map<String, Template> members) implements Template {}

  /** A list. */
  record Elements(List<Template> elements) implements Template {}

  /** A part of a text. */
  sealed interface Part {}

  /** A text that stands as it is. */
  record Text(String text) implements Part {}

  /**
   * An expression.
   *
   * @param source as it is written
   * @param path of the text that it stands in
   */
  record Value(Expression expression, String source, String path) implements Part {
    /** The names that it uses. */
    public Set<String> names() {
      Set<String> names = new TreeSet<>();
      expression.names(names::add);
      return names;
    }

    /** The members of a name that it uses: {@code topic} for {@code inputs.topic}. */
    public Set<String> members(String of) {
      Set<String> members = new TreeSet<>();
      expression.members(of, members::add);
      return members;
    }
  }

  /**
   * Reads a value.
   *
   * @param path of the value, for problems
   * @param problems gets path and message of each text that cannot be read
   */
  static Template of(JsonNode value, String path, BiConsumer<String, String> problems) {
    return TemplateReader.read(value, path, problems);
  }

  /** Its expressions. */
  default List<Value> values() {
    List<Value> values = new ArrayList<>();
    each(values::add);
    return values;
  }

  /** The names that its expressions use. */
  default Set<String> names() {
    Set<String> names = new TreeSet<>();
    each(value -> names.addAll(value.names()));
    return names;
  }

  /** Its members, if it is an object, whether they hold expressions or not; else none. */
  default Map<String, Template> asMembers() {
    if (this instanceof Members object) {
      return object.members();
    }
    Map<String, Template> members = new LinkedHashMap<>();
    if (this instanceof Fixed fixed) {
      fixed.value().properties().forEach(e -> members.put(e.getKey(), new Fixed(e.getValue())));
    }
    return members;
  }

  /** Its elements, if it is a list, whether they hold expressions or not; else none. */
  default List<Template> asElements() {
    if (this instanceof Elements list) {
      return list.elements();
    }
    List<Template> elements = new ArrayList<>();
    if (this instanceof Fixed fixed && fixed.value().isArray()) {
      fixed.value().forEach(each -> elements.add(new Fixed(each)));
    }
    return elements;
  }

  private void each(Consumer<Value> action) {
    if (this instanceof Whole whole) {
      action.accept(whole.value());
    } else if (this instanceof Mixed mixed) {
      for (Part part : mixed.parts()) {
        if (part instanceof Value value) {
          action.accept(value);
        }
      }
    } else if (this instanceof Members members) {
      members.members().values().forEach(member -> member.each(action));
    } else if (this instanceof Elements elements) {
      elements.elements().forEach(element -> element.each(action));
    }
  }

  /**
   * The type of its value, as far as it is known.
   *
   * @param inputs types of the inputs by name
   */
  default ValueType type(Function<String, ValueType> inputs) {
    if (this instanceof Fixed fixed) {
      return ValueType.of(fixed.value());
    }
    if (this instanceof Whole whole) {
      return StaticTypes.of(whole.value().expression(), inputs);
    }
    return this instanceof Mixed
        ? ValueType.TEXT
        : this instanceof Members ? ValueType.OBJECT : ValueType.LIST;
  }

  /**
   * Computes the value.
   *
   * @param values by name; a missing node for none
   * @throws TemplateException when an expression has no value, or the result is too long
   */
  default JsonNode expand(Function<String, JsonNode> values) {
    return new Expansion(values).value(this);
  }

  /** Computes the value, with the text of each job's result in place of that. */
  default JsonNode expandToTexts(Function<String, JsonNode> values) {
    return Texts.inPlaceOfResults(expand(values));
  }

  /** Whether a condition holds; nothing, false, zero and what is empty do not. */
  default boolean holds(Function<String, JsonNode> values) {
    if (this instanceof Whole whole) {
      return Evaluation.truth(new Evaluation(values).value(whole.value().expression()));
    }
    return Evaluation.truth(expand(values));
  }
}

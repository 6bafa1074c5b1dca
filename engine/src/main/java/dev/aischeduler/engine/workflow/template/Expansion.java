package dev.aischeduler.engine.workflow.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.function.Function;

/** Expands one template and counts what it makes. For one thread. */
final class Expansion {
  /** Most characters of all values together. */
  private static final int LONGEST = 2_000_000;

  private final Evaluation evaluation;
  private long chars;

  Expansion(Function<String, JsonNode> names) {
    this.evaluation = new Evaluation(names);
  }

  JsonNode value(Template template) {
    if (template instanceof Template.Fixed fixed) {
      return fixed.value();
    }
    if (template instanceof Template.Whole whole) {
      JsonNode value = value(whole.value());
      count(value.isValueNode() ? value.asText().length() : value.toString().length());
      return value;
    }
    if (template instanceof Template.Mixed mixed) {
      return TextNode.valueOf(text(mixed));
    }
    if (template instanceof Template.Members members) {
      ObjectNode object = JsonNodeFactory.instance.objectNode();
      members.members().forEach((name, member) -> object.set(name, value(member)));
      return object;
    }
    ArrayNode list = JsonNodeFactory.instance.arrayNode();
    ((Template.Elements) template).elements().forEach(element -> list.add(value(element)));
    return list;
  }

  private String text(Template.Mixed mixed) {
    StringBuilder text = new StringBuilder();
    for (Template.Part part : mixed.parts()) {
      String piece =
          part instanceof Template.Text plain
              ? plain.text()
              : Texts.of(value((Template.Value) part));
      count(piece.length());
      text.append(piece);
    }
    return text.toString();
  }

  private JsonNode value(Template.Value value) {
    JsonNode result;
    try {
      result = evaluation.value(value.expression());
    } catch (TemplateException e) {
      throw new TemplateException("{{ " + value.source() + " }}: " + e.getMessage());
    }
    if (result.isMissingNode() || result.isNull()) {
      throw new TemplateException(
          "{{ " + value.source() + " }} has no value; if that is fine, add | default('…')");
    }
    return result;
  }

  private void count(int more) {
    chars += more;
    if (chars > LONGEST) {
      throw new TemplateException(
          "the values make more than " + LONGEST + " characters; make them shorter");
    }
  }
}

package dev.aischeduler.engine.workflow.template;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/** Finds the expressions in the texts of a value. */
final class TemplateReader {
  private static final String OPEN = "{{";
  private static final String CLOSE = "}}";

  private TemplateReader() {}

  /** Reads a value; see {@link Template#of}. */
  static Template read(JsonNode value, String path, BiConsumer<String, String> problems) {
    if (value.isTextual() && value.asText().contains(OPEN)) {
      try {
        return text(value.asText(), path);
      } catch (TemplateException e) {
        problems.accept(path, String.valueOf(e.getMessage()));
        return new Template.Fixed(value);
      }
    }
    if (value.isObject()) {
      Map<String, Template> members = new LinkedHashMap<>();
      value
          .properties()
          .forEach(
              e -> members.put(e.getKey(), read(e.getValue(), path + "." + e.getKey(), problems)));
      return members.values().stream().allMatch(Template.Fixed.class::isInstance)
          ? new Template.Fixed(value)
          : new Template.Members(Collections.unmodifiableMap(members));
    }
    if (value.isArray()) {
      List<Template> elements = new ArrayList<>();
      for (int i = 0; i < value.size(); i++) {
        elements.add(read(value.get(i), path + "[" + i + "]", problems));
      }
      return elements.stream().allMatch(Template.Fixed.class::isInstance)
          ? new Template.Fixed(value)
          : new Template.Elements(List.copyOf(elements));
    }
    return new Template.Fixed(value);
  }

  private static Template text(String text, String path) {
    List<Template.Part> parts = new ArrayList<>();
    int at = 0;
    for (int open = text.indexOf(OPEN); open >= 0; open = text.indexOf(OPEN, at)) {
      if (open > at) {
        parts.add(new Template.Text(text.substring(at, open)));
      }
      int close = end(text, open + OPEN.length());
      String source = text.substring(open + OPEN.length(), close).strip();
      parts.add(new Template.Value(parse(source), source, path));
      at = close + CLOSE.length();
    }
    if (at < text.length()) {
      parts.add(new Template.Text(text.substring(at)));
    }
    return parts.size() == 1 && parts.get(0) instanceof Template.Value value
        ? new Template.Whole(value)
        : new Template.Mixed(List.copyOf(parts));
  }

  private static Expression parse(String source) {
    try {
      return ExpressionParser.parse(source);
    } catch (TemplateException e) {
      throw new TemplateException("{{ " + source + " }} " + e.getMessage());
    }
  }

  /** Where an expression ends; braces in its quoted texts do not end it. */
  private static int end(String text, int from) {
    char quote = 0;
    for (int i = from; i < text.length(); i++) {
      char c = text.charAt(i);
      if (quote != 0) {
        if (c == '\\') {
          i++;
        } else if (c == quote) {
          quote = 0;
        }
      } else if (c == '\'' || c == '"') {
        quote = c;
      } else if (text.startsWith(CLOSE, i)) {
        return i;
      }
    }
    throw new TemplateException("has a {{ without its }}");
  }
}

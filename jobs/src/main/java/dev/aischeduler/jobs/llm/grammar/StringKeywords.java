package dev.aischeduler.jobs.llm.grammar;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.List;

/** What a schema asks of strings: how long they are, and a pattern or a format. */
final class StringKeywords {
  static final String PATTERN = "pattern";
  static final String FORMAT = "format";

  private static final int MAX_LENGTH = 10_000;

  private StringKeywords() {}

  /**
   * The rule of strings under a schema's keywords. Beside a pattern the format says nothing, but
   * where decoding cannot follow the pattern: generators write one with look-around beside the
   * format that it stands for.
   */
  static Rule rule(String path, JsonNode schema) throws SchemaException {
    Counts counts = Counts.of(path, schema, "minLength", "maxLength", MAX_LENGTH);
    String format = Formats.pattern(schema.path(FORMAT).asText());
    if (schema.has(PATTERN)) {
      try {
        return matching(path + "." + PATTERN, schema.get(PATTERN), counts);
      } catch (SchemaException e) {
        if (format == null) {
          throw e;
        }
      }
    }
    if (format != null) {
      return matching(path + "." + FORMAT, TextNode.valueOf(format), counts);
    }
    if (schema.has(FORMAT)) {
      throw new SchemaException(
          path + "." + FORMAT,
          path
              + ".format is "
              + schema.get(FORMAT)
              + "; decoding can enforce "
              + Formats.names()
              + "; name one of these, remove it, or send \"strict\": false to have it ignored");
    }
    return JsonRules.string(counts.min(), counts.max());
  }

  private static Rule matching(String at, JsonNode text, Counts counts) throws SchemaException {
    if (!text.isTextual()) {
      throw new SchemaException(at, at + " is " + text + "; it must be a text");
    }
    try {
      return JsonRules.quoted(RegexRules.of(ofLength(RegexReader.read(text.asText()), counts)));
    } catch (RegexException e) {
      throw new SchemaException(
          at,
          at
              + " is an expression that decoding cannot enforce: "
              + e.getMessage()
              + "; change it, remove it, or send \"strict\": false to have it ignored");
    }
  }

  /** The texts of a pattern that are so long. */
  private static Regex ofLength(Regex pattern, Counts counts) throws RegexException {
    if (pattern.least() >= counts.min() && pattern.most() <= counts.max()) {
      return pattern;
    }
    List<Regex> parts =
        new ArrayList<>(pattern instanceof Regex.Series series ? series.parts() : List.of(pattern));
    List<Regex> varying = parts.stream().filter(part -> part.least() != part.most()).toList();
    if (varying.size() == 1
        && varying.get(0) instanceof Regex.Times times
        && times.part().least() == 1
        && times.part().most() == 1) {
      int others = pattern.least() - times.least();
      int min = Math.max(times.min(), counts.min() - others);
      int max =
          counts.max() == Repeat.UNBOUNDED
              ? times.max()
              : Math.min(times.max(), counts.max() - others);
      if (min <= max) {
        parts.set(parts.indexOf(times), Regex.times(times.part(), min, max));
        return Regex.series(parts);
      }
    }
    throw new RegexException(
        "minLength or maxLength narrow it further; have the pattern say how long the text is, as in"
            + " [a-z]{1,20}");
  }
}

package dev.aischeduler.config.table;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.aischeduler.config.json.JsonProblemException;
import dev.aischeduler.config.json.StrictJson;
import dev.aischeduler.config.json.WholeNumber;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** What values a setting takes. */
public sealed interface ValueKind {

  /** The value in its canonical form, or empty when it is not allowed. */
  Optional<JsonNode> accept(JsonNode value);

  /** The value that a text from a variable or option stands for, not yet checked. */
  JsonNode parse(String text);

  /** Allowed values in words, to follow "must be". */
  String expected();

  /** A whole number within bounds, both included. */
  record Whole(long min, long max) implements ValueKind {
    private static final Pattern DIGITS = Pattern.compile("-?[0-9]{1,18}");

    @Override
    public Optional<JsonNode> accept(JsonNode value) {
      boolean fits =
          (value.isIntegralNumber()
                  || (value.isDouble() && WholeNumber.isWhole(value.doubleValue())))
              && value.canConvertToLong()
              && value.longValue() >= min
              && value.longValue() <= max;
      return fits ? Optional.of(LongNode.valueOf(value.longValue())) : Optional.empty();
    }

    @Override
    public JsonNode parse(String text) {
      return DIGITS.matcher(text).matches()
          ? LongNode.valueOf(Long.parseLong(text))
          : TextNode.valueOf(text);
    }

    @Override
    public String expected() {
      return "a whole number from " + min + " to " + max;
    }
  }

  /** A share from 0 to 1, both included. */
  record Share() implements ValueKind {
    private static final Pattern DECIMAL = Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,12})?");

    @Override
    public Optional<JsonNode> accept(JsonNode value) {
      boolean fits = value.isNumber() && value.doubleValue() >= 0 && value.doubleValue() <= 1;
      return fits ? Optional.of(DoubleNode.valueOf(value.doubleValue())) : Optional.empty();
    }

    @Override
    public JsonNode parse(String text) {
      return DECIMAL.matcher(text).matches()
          ? DoubleNode.valueOf(Double.parseDouble(text))
          : TextNode.valueOf(text);
    }

    @Override
    public String expected() {
      return "a number from 0 to 1";
    }
  }

  /** {@code true} or {@code false}. */
  record Flag() implements ValueKind {
    @Override
    public Optional<JsonNode> accept(JsonNode value) {
      return value.isBoolean() ? Optional.of(value) : Optional.empty();
    }

    @Override
    public JsonNode parse(String text) {
      return text.equals("true") || text.equals("false")
          ? BooleanNode.valueOf(text.equals("true"))
          : TextNode.valueOf(text);
    }

    @Override
    public String expected() {
      return "true or false";
    }
  }

  /** A text of a certain form. */
  record Text(Pattern form, String expected) implements ValueKind {
    @Override
    public Optional<JsonNode> accept(JsonNode value) {
      return value.isTextual() && form.matcher(value.textValue()).matches()
          ? Optional.of(value)
          : Optional.empty();
    }

    @Override
    public JsonNode parse(String text) {
      return TextNode.valueOf(text);
    }
  }

  /** One of a few words; upper and lower case are the same. */
  record Choice(List<String> words) implements ValueKind {
    @Override
    public Optional<JsonNode> accept(JsonNode value) {
      return words.stream()
          .filter(word -> value.isTextual() && word.equalsIgnoreCase(value.textValue()))
          .findFirst()
          .map(TextNode::valueOf);
    }

    @Override
    public JsonNode parse(String text) {
      return TextNode.valueOf(text);
    }

    @Override
    public String expected() {
      return "one of " + String.join(", ", words);
    }
  }

  /**
   * A list of words of a form, at least one, none twice.
   *
   * @param words the form in words
   * @param most how many there may be
   */
  record Words(Pattern form, String words, int most) implements ValueKind {
    @Override
    public Optional<JsonNode> accept(JsonNode value) {
      Set<String> seen = new HashSet<>();
      for (JsonNode word : value) {
        if (!word.isTextual()
            || !form.matcher(word.textValue()).matches()
            || !seen.add(word.textValue())) {
          return Optional.empty();
        }
      }
      return value.isArray() && !seen.isEmpty() && seen.size() <= most
          ? Optional.of(value)
          : Optional.empty();
    }

    @Override
    public JsonNode parse(String text) {
      ArrayNode list = JsonNodeFactory.instance.arrayNode();
      for (String word : text.split(",", -1)) {
        list.add(word.strip());
      }
      return list;
    }

    @Override
    public String expected() {
      return "a list of 1 to "
          + most
          + " different labels, each "
          + words
          + " (in a variable: separated by commas)";
    }
  }

  /**
   * An object of texts with names of its user's choice.
   *
   * @param most how many there may be
   * @param longest name and value, in characters
   */
  record Entries(int most, int longest) implements ValueKind {
    @Override
    public Optional<JsonNode> accept(JsonNode value) {
      boolean fits =
          value.isObject()
              && value.size() <= most
              && value.properties().stream()
                  .allMatch(
                      entry ->
                          entry.getKey().length() <= longest
                              && entry.getValue().isTextual()
                              && entry.getValue().textValue().length() <= longest);
      return fits ? Optional.of(value) : Optional.empty();
    }

    @Override
    public JsonNode parse(String text) {
      try {
        return StrictJson.tree(text);
      } catch (JsonProblemException e) {
        return TextNode.valueOf(text);
      }
    }

    @Override
    public String expected() {
      return "a JSON object of at most "
          + most
          + " entries, name and value texts of at most "
          + longest
          + " characters";
    }
  }
}

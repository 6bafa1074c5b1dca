package dev.aischeduler.config.table;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.aischeduler.config.Machine;
import dev.aischeduler.config.TaskTypeSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * All that is known about one setting besides its value.
 *
 * @param path place in {@code config.json}, for example {@code server.port}
 * @param kind allowed values
 * @param defaultValue the default
 * @param defaultText the default in words where it depends on the machine, else empty
 * @param shortVariable documented variable besides the one that follows from the path, or empty
 * @param secret its value must never be shown
 * @param doc what it does, one sentence
 */
public record Setting(
    String path,
    ValueKind kind,
    Function<Machine, JsonNode> defaultValue,
    String defaultText,
    String shortVariable,
    boolean secret,
    String doc) {

  /** The same in words. */
  static final String LABEL_WORDS =
      "a word of lower-case letters, digits, dashes and underscores, at most 32";

  /** As many as fit into their column of table node. */
  private static final int MOST_LABELS = 7;

  /** Seconds of a day. */
  static final long DAY_S = 86_400;

  /** A whole number in {@code [min, max]}. */
  static Setting whole(String path, long defaultValue, long min, long max, String doc) {
    return setting(path, new ValueKind.Whole(min, max), LongNode.valueOf(defaultValue), doc);
  }

  /** A share from 0 to 1. */
  static Setting share(String path, double defaultValue, String doc) {
    return setting(path, new ValueKind.Share(), DoubleNode.valueOf(defaultValue), doc);
  }

  /** True or false. */
  static Setting flag(String path, boolean defaultValue, String doc) {
    return setting(path, new ValueKind.Flag(), BooleanNode.valueOf(defaultValue), doc);
  }

  /**
   * A text.
   *
   * @param form regular expression of the whole text
   * @param expected the same in words, for the error message
   */
  static Setting text(String path, String defaultValue, String form, String expected, String doc) {
    ValueKind kind = new ValueKind.Text(Pattern.compile(form), expected);
    return setting(path, kind, TextNode.valueOf(defaultValue), doc);
  }

  /** A folder. */
  static Setting path(String path, String defaultValue, String doc) {
    return text(path, defaultValue, "[^\\x00]{1,4096}", "a folder path", doc);
  }

  /** One of some words. */
  static Setting choice(String path, String defaultValue, List<String> words, String doc) {
    return setting(path, new ValueKind.Choice(words), TextNode.valueOf(defaultValue), doc);
  }

  /** A list of resource labels. */
  static Setting labels(String path, List<String> defaultValue, String doc) {
    List<JsonNode> nodes = new ArrayList<>();
    defaultValue.forEach(word -> nodes.add(TextNode.valueOf(word)));
    JsonNode all = JsonNodeFactory.instance.arrayNode().addAll(nodes);
    ValueKind kind =
        new ValueKind.Words(Pattern.compile(TaskTypeSpec.LABEL), LABEL_WORDS, MOST_LABELS);
    return setting(path, kind, all, doc);
  }

  /** Entries of the user's choice; none by default. */
  static Setting entries(String path, int most, int longest, String doc) {
    JsonNode none = JsonNodeFactory.instance.objectNode();
    return setting(path, new ValueKind.Entries(most, longest), none, doc);
  }

  private static Setting setting(String path, ValueKind kind, JsonNode defaultValue, String doc) {
    return new Setting(path, kind, machine -> defaultValue, "", "", false, doc);
  }

  /** Environment variables that set it, the preferred one first. */
  public List<String> variables() {
    String byPath = "SCHEDULER_" + path.replace('.', '_').toUpperCase(Locale.ROOT);
    return Stream.of(shortVariable, byPath).filter(name -> !name.isEmpty()).toList();
  }

  /**
   * Environment variables that name a file of its value, as containers mount secrets: one for each
   * of {@link #variables} of a secret, none of another setting.
   */
  public List<String> fileVariables() {
    return secret ? variables().stream().map(name -> name + "_FILE").toList() : List.of();
  }

  /** The same setting with a documented short variable. */
  Setting variable(String name) {
    return new Setting(path, kind, defaultValue, defaultText, name, secret, doc);
  }

  /** The same setting with a default that depends on the machine. */
  Setting machineDefault(String words, Function<Machine, JsonNode> value) {
    return new Setting(path, kind, value, words, shortVariable, secret, doc);
  }

  /** The same setting, its value a secret. */
  Setting masked() {
    return new Setting(path, kind, defaultValue, defaultText, shortVariable, true, doc);
  }

  /** A value as people may see it. */
  public String shown(JsonNode value) {
    if (secret) {
      return value.isTextual() && value.textValue().isEmpty() ? "(not set)" : "(hidden)";
    }
    return value.isTextual() ? value.textValue() : value.toString();
  }
}

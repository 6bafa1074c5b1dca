package dev.aischeduler.config;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * All that is known about one setting besides its value.
 *
 * @param path place in {@code config.json}, for example {@code server.port}
 * @param kind allowed values
 * @param standard the default
 * @param standardText the default in words where it depends on the machine, else empty
 * @param shortVariable documented variable besides the one that follows from the path, or empty
 * @param secret its value must never be shown
 * @param doc what it does, one sentence
 */
record Setting(
    String path,
    ValueKind kind,
    Function<Machine, JsonNode> standard,
    String standardText,
    String shortVariable,
    boolean secret,
    String doc) {

  /** Environment variables that set it, the preferred one first. */
  List<String> variables() {
    String byPath = "SCHEDULER_" + path.replace('.', '_').toUpperCase(Locale.ROOT);
    return Stream.of(shortVariable, byPath).filter(name -> !name.isEmpty()).toList();
  }

  /** The same setting with a documented short variable. */
  Setting variable(String name) {
    return new Setting(path, kind, standard, standardText, name, secret, doc);
  }

  /** The same setting with a default that depends on the machine. */
  Setting standard(String words, Function<Machine, JsonNode> value) {
    return new Setting(path, kind, value, words, shortVariable, secret, doc);
  }

  /** The same setting, its value a secret. */
  Setting masked() {
    return new Setting(path, kind, standard, standardText, shortVariable, true, doc);
  }

  /** A value as people may see it. */
  String shown(JsonNode value) {
    if (secret) {
      return value.isTextual() && value.textValue().isEmpty() ? "(not set)" : "(hidden)";
    }
    return value.isTextual() ? value.textValue() : value.toString();
  }
}

package dev.aischeduler.web.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aischeduler.config.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/**
 * A compose file as Docker Compose reads it: anchors and merge keys resolved, variables replaced.
 *
 * @param document the whole file
 */
record ComposeFile(JsonNode document) {
  /** The folder of the product's sources. */
  static final Path HOME =
      Path.of(System.getProperty("ai_scheduler.home", "..")).toAbsolutePath().normalize();

  private static final Pattern VARIABLE = Pattern.compile("\\$\\{(\\w+)(?::-([^}]*))?}");

  /**
   * Reads a file.
   *
   * @param variables as of {@code .env}; what is not there has its default
   */
  static ComposeFile read(String name, Map<String, String> variables) {
    String text =
        VARIABLE
            .matcher(text(name))
            .replaceAll(
                found ->
                    Matcher.quoteReplacement(
                        variables.getOrDefault(found.group(1), defaultValue(found))));
    Object tree = new Yaml(new SafeConstructor(new LoaderOptions())).load(text);
    return new ComposeFile(Json.mapper().valueToTree(tree));
  }

  /** Variables of a file with their defaults; one without a default has an empty one. */
  static Map<String, String> variables(String name) {
    Map<String, String> found = new TreeMap<>();
    VARIABLE.matcher(text(name)).results().forEach(v -> found.put(v.group(1), defaultValue(v)));
    return found;
  }

  /** The lines {@code NAME=value} of a file of variables. */
  static Map<String, String> environmentFile(String name) {
    Map<String, String> values = new TreeMap<>();
    text(name)
        .lines()
        .filter(line -> !line.isBlank() && !line.startsWith("#"))
        .map(line -> line.split("=", 2))
        .forEach(parts -> values.put(parts[0], parts[1]));
    return values;
  }

  static String text(String name) {
    try {
      return Files.readString(HOME.resolve(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String defaultValue(MatchResult variable) {
    String value = variable.group(2);
    return value == null ? "" : value;
  }

  /** The services by name. */
  Map<String, Service> services() {
    Map<String, Service> services = new LinkedHashMap<>();
    document.path("services").properties().stream()
        .forEach(e -> services.put(e.getKey(), new Service(e.getKey(), e.getValue())));
    return services;
  }

  /** File of a secret. */
  Path secret(String name) {
    return HOME.resolve(document.path("secrets").path(name).path("file").asText());
  }

  /**
   * A service.
   *
   * @param name its name, and its host name to the others
   * @param document what the file says of it
   */
  record Service(String name, JsonNode document) {
    /** Whether it runs this product. */
    boolean isNode() {
      return image().startsWith("ai-scheduler:");
    }

    String image() {
      return document.path("image").asText();
    }

    Map<String, String> environment() {
      Map<String, String> values = new LinkedHashMap<>();
      document
          .path("environment")
          .properties()
          .forEach(e -> values.put(e.getKey(), e.getValue().asText()));
      return values;
    }

    /** Arguments in place of the image's; empty for those of the image. */
    List<String> command() {
      return texts(document.path("command"));
    }

    List<String> secrets() {
      return texts(document.path("secrets"));
    }

    /** {@code source:target} and perhaps {@code :ro}, each. */
    List<String> volumes() {
      return texts(document.path("volumes"));
    }

    /** Folders in memory, without their options. */
    List<String> memoryFolders() {
      return texts(document.path("tmpfs")).stream().map(t -> t.split(":", 2)[0]).toList();
    }

    Collection<String> networks() {
      JsonNode networks = document.path("networks");
      if (networks.isArray()) {
        return texts(networks);
      }
      List<String> names = new ArrayList<>();
      networks.fieldNames().forEachRemaining(names::add);
      return names;
    }

    /** Command of the health check, without its first word ({@code CMD}). */
    List<String> healthCheck() {
      List<String> words = texts(document.path("healthcheck").path("test"));
      return words.isEmpty() ? words : words.subList(1, words.size());
    }

    private static List<String> texts(JsonNode list) {
      List<String> texts = new ArrayList<>();
      list.forEach(item -> texts.add(item.asText()));
      return texts;
    }
  }
}

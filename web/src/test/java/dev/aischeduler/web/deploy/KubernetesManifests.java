package dev.aischeduler.web.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aischeduler.config.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The files in {@code config/kubernetes}. */
final class KubernetesManifests {
  static final Path FOLDER = ComposeFile.HOME.resolve("config/kubernetes");

  private KubernetesManifests() {}

  /** Names of the files, from the folder on. */
  static List<String> files() throws IOException {
    try (Stream<Path> files = Files.walk(FOLDER)) {
      return files
          .filter(file -> file.toString().endsWith(".yaml"))
          .map(file -> FOLDER.relativize(file).toString())
          .sorted()
          .toList();
    }
  }

  /** The documents of a file. */
  static List<JsonNode> documents(String name) throws IOException {
    List<JsonNode> documents = new ArrayList<>();
    new Yaml(new SafeConstructor(new LoaderOptions()))
        .loadAll(Files.readString(FOLDER.resolve(name)))
        .forEach(tree -> documents.add(Json.mapper().valueToTree(tree)));
    return documents;
  }
}

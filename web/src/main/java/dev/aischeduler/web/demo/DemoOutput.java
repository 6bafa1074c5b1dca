package dev.aischeduler.web.demo;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aischeduler.web.client.ApiClient;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Saves the results of a demonstration in a folder. */
final class DemoOutput {
  private final ApiClient client;
  private final Path folder;

  DemoOutput(ApiClient client, Path folder) {
    this.client = client;
    this.folder = folder;
  }

  /**
   * Saves the result of every job and the page {@code index.html} that shows them. Existing files
   * are replaced.
   *
   * @param finished each job with its status as the REST API returns it
   * @throws IOException when a file cannot be written
   */
  void save(Map<DemoTask, JsonNode> finished) throws IOException {
    Files.createDirectories(folder);
    for (Map.Entry<DemoTask, JsonNode> entry : finished.entrySet()) {
      save(folder.resolve(entry.getKey().file()), entry.getValue());
    }
    Files.writeString(folder.resolve("index.html"), DemoPage.write(finished));
  }

  private void save(Path file, JsonNode task) throws IOException {
    JsonNode artifact = task.path("artifacts").path(0);
    if (artifact.has("url")) {
      Files.write(file, client.download(artifact.path("url").asText()));
    } else {
      String text = task.path("result").path("text").asText() + "\n";
      Files.write(file, text.getBytes(StandardCharsets.UTF_8));
    }
  }
}

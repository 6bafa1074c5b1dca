package dev.aischeduler.web.cli.jobs;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aischeduler.web.cli.exit.FileErrors;
import dev.aischeduler.web.client.ApiClient;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Saves what a job produced. */
final class ResultFiles {
  private final ApiClient client;
  private final PrintWriter err;

  ResultFiles(ApiClient client, PrintWriter err) {
    this.client = client;
    this.err = err;
  }

  /**
   * Saves every artifact, or the text when there is none.
   *
   * @param output file of the first artifact; null names files after the job in the working folder
   * @throws UncheckedIOException when a file cannot be written
   */
  void save(JsonNode task, @Nullable Path output) {
    String id = task.path("task_id").asText();
    JsonNode artifacts = task.path("artifacts");
    for (int i = 0; i < artifacts.size(); i++) {
      JsonNode artifact = artifacts.get(i);
      Path named = Path.of(id + "-" + artifact.path("name").asText());
      Path file = output == null ? named : i == 0 ? output : numbered(output, i + 1);
      write(file, client.download(artifact.path("url").asText()));
    }
    if (artifacts.isEmpty() && output != null) {
      write(
          output,
          (task.path("result").path("text").asText() + "\n").getBytes(StandardCharsets.UTF_8));
    }
  }

  /** {@code cat.png} becomes {@code cat-2.png}. */
  private static Path numbered(Path file, int number) {
    String name = String.valueOf(file.getFileName());
    int dot = name.lastIndexOf('.');
    String stem = dot < 0 ? name : name.substring(0, dot);
    String ending = dot < 0 ? "" : name.substring(dot);
    return file.resolveSibling(stem + "-" + number + ending);
  }

  private void write(Path file, byte[] content) {
    try {
      Path folder = file.toAbsolutePath().getParent();
      if (folder != null) {
        Files.createDirectories(folder);
      }
      Files.write(file, content);
      err.println("saved " + file + " (" + content.length + " bytes)");
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file + ": " + FileErrors.reason(e), e);
    }
  }
}

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
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Saves what a job produced. */
final class ResultFiles {
  private final ApiClient client;
  private final PrintWriter err;
  private final Predicate<String> wanted;

  /**
   * Saves what is wanted.
   *
   * @param wanted tells by the media type which artifacts are saved
   */
  ResultFiles(ApiClient client, PrintWriter err, Predicate<String> wanted) {
    this.wanted = wanted;
    this.client = client;
    this.err = err;
  }

  /**
   * Saves every wanted artifact, or the text when there is none.
   *
   * @param output file of the first artifact, whose name the others take; null names files after
   *     the job in the working folder
   * @throws UncheckedIOException when a file cannot be written
   */
  void save(JsonNode task, @Nullable Path output) {
    String id = task.path("task_id").asText();
    JsonNode artifacts = task.path("artifacts");
    String first = ending(artifacts.path(0).path("name").asText());
    int alike = 0;
    for (JsonNode artifact : artifacts) {
      String name = artifact.path("name").asText();
      if (!wanted.test(artifact.path("media_type").asText())) {
        continue;
      }
      boolean other = !ending(name).equals(first);
      alike += other ? 0 : 1;
      Path file =
          output == null
              ? Path.of(id + "-" + name)
              : other ? named(output, ending(name)) : alike == 1 ? output : numbered(output, alike);
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
    return file.resolveSibling(stem(name) + "-" + number + ending(name));
  }

  /** {@code talk.wav} becomes {@code talk.vtt}. */
  private static Path named(Path file, String ending) {
    return file.resolveSibling(stem(String.valueOf(file.getFileName())) + ending);
  }

  private static String stem(String name) {
    return name.substring(0, name.length() - ending(name).length());
  }

  /** With its dot; empty where there is none. */
  private static String ending(String name) {
    int dot = name.lastIndexOf('.');
    return dot < 0 ? "" : name.substring(dot);
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

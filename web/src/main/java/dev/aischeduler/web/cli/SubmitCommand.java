package dev.aischeduler.web.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aischeduler.config.json.Json;
import dev.aischeduler.config.json.JsonProblemException;
import dev.aischeduler.config.json.StrictJson;
import dev.aischeduler.web.client.ApiClient;
import dev.aischeduler.web.client.RefusedException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Submits a file of tasks, many in one call. */
@Command(
    name = "submit",
    description = {
      "Submit a file of tasks and print their ids in order; it does not wait for them.",
      "Each line is one JSON object: \"type\" and the fields of that submission.",
      "10,000 lines at a time are one transaction: stored together or not at all."
    })
final class SubmitCommand implements Callable<Integer> {
  private static final int PART = 10_000;

  @Mixin private RemoteOptions remote = new RemoteOptions();

  @Parameters(paramLabel = "FILE.jsonl", description = "The tasks; - reads standard input.")
  private String file = "-";

  @Option(names = "--type", paramLabel = "TYPE", description = "Type of the lines that name none.")
  private @Nullable String type;

  @Override
  public Integer call() {
    try {
      submit();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file + ": " + FileErrors.reason(e), e);
    }
    return ExitCodes.OK;
  }

  private void submit() throws IOException {
    try (BufferedReader lines = new BufferedReader(open())) {
      ArrayNode part = Json.mapper().createArrayNode();
      int first = 1;
      int number = 0;
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        number++;
        // editors of Windows put a byte order mark first
        if (number == 1 && line.startsWith("\uFEFF")) {
          line = line.substring(1);
        }
        if (line.isBlank()) {
          continue;
        }
        if (part.isEmpty()) {
          first = number;
        }
        part.add(task(line, number));
        if (part.size() == PART) {
          send(part, first, number);
          part.removeAll();
        }
      }
      if (!part.isEmpty()) {
        send(part, first, number);
      }
    }
  }

  private Reader open() throws IOException {
    return file.equals("-")
        ? new InputStreamReader(System.in, StandardCharsets.UTF_8.newDecoder())
        : Files.newBufferedReader(Path.of(file), StandardCharsets.UTF_8);
  }

  private ObjectNode task(String line, int number) {
    try {
      if (StrictJson.tree(line) instanceof ObjectNode task) {
        if (type != null && !task.has("type")) {
          task.put("type", type);
        }
        return task;
      }
    } catch (JsonProblemException e) {
      throw new BadValueException(file + " line " + number + " " + e.getMessage());
    }
    throw new BadValueException(file + " line " + number + " is no JSON object");
  }

  private void send(ArrayNode tasks, int first, int last) {
    ApiClient client = remote.client();
    ObjectNode body = Json.mapper().createObjectNode();
    body.set("tasks", tasks);
    try {
      JsonNode answer = client.post("/api/v1/tasks", body, Map.of());
      if (remote.json()) {
        remote.out().println(answer.toPrettyString());
      } else {
        answer.path("task_ids").forEach(id -> remote.out().println(id.asText()));
      }
      remote.out().flush();
      remote
          .err()
          .printf(
              Locale.ROOT,
              "%s tasks, %s of them new%n",
              answer.path("count"),
              answer.path("created"));
      remote.err().flush();
    } catch (RefusedException e) {
      remote
          .err()
          .printf(
              Locale.ROOT,
              "lines %d to %d were refused together (tasks[0] is line %d); lines before them are"
                  + " submitted%n",
              first,
              last,
              first);
      throw e;
    }
  }
}

package dev.aischeduler.web.cli.bulk;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aischeduler.config.json.Json;
import dev.aischeduler.web.cli.exit.BadValueException;
import dev.aischeduler.web.cli.options.RemoteOptions;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Submits a manifest. */
@Command(
    name = "run",
    description =
        "Run every row of a manifest as a job: CSV with a header, JSON lines or an OpenAI batch,"
            + " also packed by gzip.")
final class BulkRunCommand implements Callable<Integer> {
  @Mixin private RemoteOptions remote = new RemoteOptions();

  @Parameters(paramLabel = "MANIFEST", description = "File, or - for standard input.")
  private String manifest = "";

  @Option(
      names = "--name",
      paramLabel = "NAME",
      description = "Name of the run in lists (default: the name of the file).")
  private @Nullable String name;

  @Option(
      names = "--type",
      paramLabel = "TYPE",
      description = "Type of rows without one: llm, tts or image.")
  private @Nullable String type;

  @Option(
      names = {"-p", "--priority"},
      paramLabel = "0..9",
      description = "Priority of rows without one (default: 1).")
  private @Nullable Integer priority;

  @Option(
      names = "--default",
      paramLabel = "FIELD=VALUE",
      description = "Value of a field of rows without it, for example --default voice=en.")
  private List<String> defaults = new ArrayList<>();

  @Option(
      names = "--window",
      paramLabel = "N",
      description = "Most items in flight (default: as many as run within a minute).")
  private @Nullable Integer window;

  @Option(
      names = "--skip-limit",
      paramLabel = "N",
      description = "Fail when more rows than N are rejected (default: never).")
  private @Nullable Integer skipLimit;

  @Option(
      names = "--artifact-names",
      paramLabel = "TEMPLATE",
      description = "Names of files in results.zip, for example {line}-{prompt}.png.")
  private @Nullable String artifactNames;

  @Option(names = "--tenant", paramLabel = "NAME", description = "Tenant whose jobs they are.")
  private @Nullable String tenant;

  @Option(
      names = "--dry-run",
      description = "Only check every row and estimate the time; nothing is submitted.")
  private boolean dryRun;

  @Option(names = "--watch", description = "Follow the run until it is over.")
  private boolean watch;

  @Override
  public Integer call() throws IOException {
    JsonNode run = remote.client().upload(path(), body());
    String id = run.path("run_id").asText();
    if (watch || dryRun) {
      return BulkProgress.follow(remote, id);
    }
    return remote.print(run, started -> id);
  }

  private BodyPublisher body() throws IOException {
    if (manifest.equals("-")) {
      return BodyPublishers.ofInputStream(() -> System.in);
    }
    Path file = Path.of(manifest);
    if (!Files.isRegularFile(file)) {
      throw new NoSuchFileException(manifest);
    }
    return BodyPublishers.ofFile(file);
  }

  private String path() {
    Map<String, @Nullable Object> options = new LinkedHashMap<>();
    Path file = Path.of(manifest).getFileName();
    options.put("name", name != null ? name : manifest.equals("-") || file == null ? null : file);
    options.put("type", type);
    options.put("priority", priority);
    options.put("defaults", defaults.isEmpty() ? null : defaults());
    options.put("window", window);
    options.put("skip_limit", skipLimit);
    options.put("artifact_names", artifactNames);
    options.put("tenant", tenant);
    options.put("dry_run", dryRun ? true : null);
    StringBuilder query = new StringBuilder();
    options.forEach(
        (option, value) -> {
          if (value != null) {
            query.append(query.isEmpty() ? '?' : '&').append(option).append('=');
            query.append(BulkCommand.encoded(value.toString()));
          }
        });
    return BulkCommand.PATH + query;
  }

  /** A value that is JSON is taken as such, anything else as a text; an empty one is none. */
  private ObjectNode defaults() {
    ObjectNode all = Json.mapper().createObjectNode();
    for (String one : defaults) {
      int equals = one.indexOf('=');
      if (equals < 1) {
        throw new BadValueException("--default: '" + one + "' must look like field=value");
      }
      String value = one.substring(equals + 1);
      if (value.isEmpty()) {
        continue;
      }
      try {
        all.set(one.substring(0, equals), Json.mapper().readTree(value));
      } catch (JsonProcessingException e) {
        all.put(one.substring(0, equals), value);
      }
    }
    return all;
  }
}

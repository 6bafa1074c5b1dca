package dev.aischeduler.web.cli.workflows;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aischeduler.config.json.Json;
import dev.aischeduler.web.cli.exit.BadValueException;
import dev.aischeduler.web.cli.exit.ExitCodes;
import dev.aischeduler.web.cli.exit.FileErrors;
import dev.aischeduler.web.cli.options.RemoteOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Starts a workflow. */
@Command(
    name = "run",
    description = "Start the workflow of a file (YAML or JSON) and print its id.")
final class WorkflowRunCommand implements Callable<Integer> {
  @Mixin private RemoteOptions remote = new RemoteOptions();

  @Parameters(paramLabel = "FILE", description = "The definition; - reads standard input.")
  private String file = "-";

  @Option(
      names = "--input",
      paramLabel = "NAME=VALUE",
      description = "Value of an input; may be given several times.")
  private Map<String, String> inputs = new LinkedHashMap<>();

  @Option(names = "--tenant", paramLabel = "NAME", description = "Whose workflow it is.")
  private @Nullable String tenant;

  @Option(names = "--dry-run", description = "Check the definition and the inputs only.")
  private boolean dryRun;

  @Option(
      names = "--watch",
      description = "Show its progress until it ends; exit with 1 unless it succeeds.")
  private boolean watch;

  @Option(
      names = "--save",
      paramLabel = "DIR",
      description = "Wait for its end as --watch, then save the files of its outputs there.")
  private @Nullable Path save;

  @Override
  public Integer call() {
    ObjectNode body = Json.mapper().createObjectNode();
    body.put("definition", read());
    ObjectNode given = body.putObject("inputs");
    inputs.forEach(given::put);
    if (tenant != null) {
      body.put("tenant", tenant);
    }
    if (dryRun) {
      return check(remote.client().post(WorkflowText.PATH + "?dry_run=true", body, Map.of()));
    }
    JsonNode started = remote.client().post(WorkflowText.PATH, body, Map.of());
    String id = started.path("run_id").asText();
    if (!watch && save == null) {
      return remote.print(started, any -> id);
    }
    remote.err().println("workflow " + id);
    remote.err().flush();
    JsonNode ended = new WorkflowProgress(remote).follow(id);
    WorkflowText.print(remote, ended);
    boolean succeeded = ended.path("status").asText().equals("succeeded");
    if (succeeded && save != null) {
      new OutputFiles(remote).save(id, save);
    }
    return succeeded ? ExitCodes.OK : ExitCodes.JOB_FAILED;
  }

  private String read() {
    try {
      return file.equals("-")
          ? new String(System.in.readAllBytes(), StandardCharsets.UTF_8)
          : Files.readString(Path.of(file), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file + ": " + FileErrors.reason(e), e);
    }
  }

  private int check(JsonNode answer) {
    if (!answer.path("valid").asBoolean() && !remote.json()) {
      StringBuilder problems = new StringBuilder(file + " cannot be run:");
      for (JsonNode problem : answer.path("problems")) {
        int line = problem.path("line").asInt();
        problems
            .append("\n  ")
            .append(line == 0 ? "" : "line " + line + ", column " + problem.path("column") + ": ")
            .append(problem.path("field").asText())
            .append(' ')
            .append(problem.path("message").asText());
      }
      throw new BadValueException(problems.toString());
    }
    remote.print(answer, any -> "valid; its steps in order: " + names(answer.path("steps")));
    return answer.path("valid").asBoolean() ? ExitCodes.OK : ExitCodes.USAGE;
  }

  private static String names(JsonNode steps) {
    StringBuilder names = new StringBuilder();
    steps.forEach(step -> names.append(names.isEmpty() ? "" : ", ").append(step.asText()));
    return names.toString();
  }
}

package dev.aischeduler.web.cli.jobs;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aischeduler.config.json.Json;
import dev.aischeduler.web.cli.options.RemoteOptions;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Generates text on a running server. */
@Command(name = "llm", description = "Generate text; print it while it is generated.")
public final class LlmCommand implements Callable<Integer> {
  @Mixin private RemoteOptions remote = new RemoteOptions();
  @Mixin private SubmitOptions options = new SubmitOptions();

  @Parameters(
      paramLabel = "PROMPT",
      defaultValue = "-",
      description = "The prompt; - reads standard input (default).")
  private String prompt = "-";

  @Option(
      names = "--model",
      paramLabel = "NAME",
      description = "Engine or installed model (default: engines.llm).")
  private @Nullable String model;

  @Option(names = "--system", paramLabel = "TEXT", description = "Instructions for the model.")
  private @Nullable String system;

  @Option(
      names = "--temperature",
      paramLabel = "0..2",
      description = "0 always takes the likeliest token.")
  private @Nullable Double temperature;

  @Option(names = "--max-tokens", paramLabel = "N", description = "Most tokens of the answer.")
  private @Nullable Integer maxTokens;

  @Option(
      names = "--schema",
      paramLabel = "FILE",
      description = "Answer with JSON of the JSON Schema in this file.")
  private @Nullable Path schema;

  @Option(names = "--json-object", description = "Answer with a JSON object.")
  private boolean jsonObject;

  @Option(names = "--no-stream", description = "Print the text when it is complete.")
  private boolean noStream;

  @Override
  public Integer call() {
    ObjectNode body = Json.mapper().createObjectNode();
    body.put("prompt", PromptText.of(prompt));
    if (model != null) {
      body.put("model", model);
    }
    if (system != null) {
      body.put("system", system);
    }
    if (temperature != null) {
      body.put("temperature", temperature);
    }
    SubmitOptions.put(body, "max_tokens", maxTokens);
    AnswerSchema.put(body, schema, jsonObject);
    JobRunner runner = new JobRunner(remote, options);
    boolean whole =
        noStream
            || remote.json()
            || options.async()
            || options.dryRun()
            || options.output() != null;
    String path = "/api/v1/llm/generate";
    return whole ? runner.run(path, body) : runner.stream(path, body);
  }
}

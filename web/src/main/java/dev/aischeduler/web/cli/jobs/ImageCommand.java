package dev.aischeduler.web.cli.jobs;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aischeduler.config.json.Json;
import dev.aischeduler.web.cli.options.RemoteOptions;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Draws a picture on a running server. */
@Command(name = "image", description = "Draw a picture; save a PNG file.")
public final class ImageCommand implements Callable<Integer> {
  @Mixin private RemoteOptions remote = new RemoteOptions();
  @Mixin private SubmitOptions options = new SubmitOptions();

  @Parameters(
      paramLabel = "PROMPT",
      defaultValue = "-",
      description = "The prompt; - reads standard input (default).")
  private String prompt = "-";

  @Option(names = "--width", paramLabel = "PIXELS", description = "Width of the picture.")
  private @Nullable Integer width;

  @Option(names = "--height", paramLabel = "PIXELS", description = "Height of the picture.")
  private @Nullable Integer height;

  @Option(names = "--steps", paramLabel = "N", description = "Denoising steps.")
  private @Nullable Integer steps;

  @Option(
      names = "--turbo",
      negatable = true,
      description = "Draw in few steps, or in all of them.")
  private @Nullable Boolean turbo;

  @Override
  public Integer call() {
    ObjectNode body = Json.mapper().createObjectNode();
    body.put("prompt", PromptText.of(prompt));
    SubmitOptions.put(body, "width", width);
    SubmitOptions.put(body, "height", height);
    SubmitOptions.put(body, "steps", steps);
    if (turbo != null) {
      body.put("use_turbo", turbo);
    }
    return new JobRunner(remote, options).run("/api/v1/image/generate", body);
  }
}

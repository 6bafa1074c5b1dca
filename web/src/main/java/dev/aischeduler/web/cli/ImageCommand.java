package dev.aischeduler.web.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aischeduler.config.json.Json;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Draws a picture on a running server. */
@Command(name = "image", description = "Draw a picture; it is saved as a PNG file.")
final class ImageCommand implements Callable<Integer> {
  @Mixin private RemoteOptions remote = new RemoteOptions();
  @Mixin private SubmitOptions options = new SubmitOptions();

  @Parameters(paramLabel = "PROMPT", defaultValue = "-", description = "What to draw; - reads it.")
  private String prompt = "-";

  @Option(names = "--width", paramLabel = "PIXELS", description = "Width.")
  private @Nullable Integer width;

  @Option(names = "--height", paramLabel = "PIXELS", description = "Height.")
  private @Nullable Integer height;

  @Option(names = "--steps", paramLabel = "N", description = "Denoising steps.")
  private @Nullable Integer steps;

  @Option(names = "--turbo", negatable = true, description = "Few steps (--no-turbo: all of them).")
  private @Nullable Boolean turbo;

  @Override
  public Integer call() {
    ObjectNode body = Json.mapper().createObjectNode();
    body.put("prompt", prompt.equals("-") ? Terminal.input() : prompt);
    SubmitOptions.put(body, "width", width);
    SubmitOptions.put(body, "height", height);
    SubmitOptions.put(body, "steps", steps);
    if (turbo != null) {
      body.put("use_turbo", turbo);
    }
    return new TaskRunner(remote, options).run("/api/v1/image/generate", body);
  }
}

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

/** Speaks a text on a running server. */
@Command(name = "tts", description = "Speak a text; save a WAV file.")
public final class TtsCommand implements Callable<Integer> {
  @Mixin private RemoteOptions remote = new RemoteOptions();
  @Mixin private SubmitOptions options = new SubmitOptions();

  @Parameters(
      paramLabel = "TEXT",
      defaultValue = "-",
      description = "The text; - reads standard input (default).")
  private String text = "-";

  @Option(
      names = "--voice",
      paramLabel = "NAME",
      description = "Engine or voice (default: engines.tts).")
  private @Nullable String voice;

  @Option(names = "--speed", paramLabel = "X", description = "Speed (default: 1.0).")
  private @Nullable Double speed;

  @Override
  public Integer call() {
    ObjectNode body = Json.mapper().createObjectNode();
    body.put("text", PromptText.of(text));
    if (voice != null) {
      body.put("voice", voice);
    }
    if (speed != null) {
      body.put("speed", speed);
    }
    return new JobRunner(remote, options).run("/api/v1/tts/synthesize", body);
  }
}

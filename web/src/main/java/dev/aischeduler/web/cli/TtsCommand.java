package dev.aischeduler.web.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aischeduler.config.json.Json;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Speaks a text on a running server. */
@Command(name = "tts", description = "Speak a text; the sound is saved as a WAV file.")
final class TtsCommand implements Callable<Integer> {
  @Mixin private RemoteOptions remote = new RemoteOptions();
  @Mixin private SubmitOptions options = new SubmitOptions();

  @Parameters(paramLabel = "TEXT", defaultValue = "-", description = "What to say; - reads it.")
  private String text = "-";

  @Option(names = "--voice", paramLabel = "NAME", description = "Engine or voice.")
  private @Nullable String voice;

  @Option(names = "--speed", paramLabel = "X", description = "1.0 is normal.")
  private @Nullable Double speed;

  @Override
  public Integer call() {
    ObjectNode body = Json.mapper().createObjectNode();
    body.put("text", text.equals("-") ? Terminal.input() : text);
    if (voice != null) {
      body.put("voice", voice);
    }
    if (speed != null) {
      body.put("speed", speed);
    }
    return new TaskRunner(remote, options).run("/api/v1/tts/synthesize", body);
  }
}

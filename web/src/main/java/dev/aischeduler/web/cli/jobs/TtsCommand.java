package dev.aischeduler.web.cli.jobs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aischeduler.config.json.Json;
import dev.aischeduler.web.cli.exit.ExitCodes;
import dev.aischeduler.web.cli.options.RemoteOptions;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Speaks a text on a running server. */
@Command(
    name = "tts",
    description = "Speak a text; save a WAV file, or with -o NAME.mp3 an MP3 file.")
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

  @Option(
      names = "--captions",
      description = "Save captions beside the sound too: NAME.vtt and NAME.srt.")
  private boolean captions;

  @Option(
      names = "--preview",
      description = "Print the words that would be spoken, a sentence a line; make no sound.")
  private boolean preview;

  @Option(
      names = "--lexicon",
      paramLabel = "WORD=READING",
      description =
          "Read a word in a way of your own: English words, Chinese characters or pinyin;"
              + " repeatable.")
  private Map<String, String> lexicon = new LinkedHashMap<>();

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
    if (!lexicon.isEmpty()) {
      body.set("lexicon", Json.mapper().valueToTree(lexicon));
    }
    if (preview) {
      return preview(body);
    }
    if (String.valueOf(options.output()).toLowerCase(Locale.ROOT).endsWith(".mp3")) {
      body.put("format", "mp3");
    }
    Predicate<String> wanted = type -> captions || type.startsWith("audio/");
    return new JobRunner(remote, options, wanted).run("/api/v1/tts/synthesize", body);
  }

  private int preview(ObjectNode body) {
    options.addTo(body);
    JsonNode answer = remote.client().post("/api/v1/tts/preview", body, Map.of());
    if (remote.json()) {
      remote.out().println(answer.toPrettyString());
    } else {
      answer.path("sentences").forEach(one -> remote.out().println(one.path("words").asText()));
      if (!answer.path("skipped").isEmpty()) {
        remote.err().println("not spoken: " + answer.path("skipped"));
        remote.err().flush();
      }
    }
    remote.out().flush();
    return ExitCodes.OK;
  }
}

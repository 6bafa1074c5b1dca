package dev.aischeduler.jobs.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aischeduler.engine.task.InvalidRequestException;
import dev.aischeduler.jobs.tts.audio.SoundFormat;
import java.util.Set;

/** Bodies of {@code /v1/audio/speech} as requests for speech. */
public final class SpeechParameters {
  /** OpenAI's own; here they mean the configured voice. */
  private static final Set<String> VOICES =
      Set.of(
          "alloy", "ash", "ballad", "cedar", "coral", "echo", "fable", "marin", "nova", "onyx",
          "sage", "shimmer", "verse");

  private SpeechParameters() {}

  /**
   * The request that a body stands for.
   *
   * @throws InvalidRequestException names a parameter that would change the sound and is not
   *     supported
   */
  public static ObjectNode request(ObjectNode body) throws InvalidRequestException {
    Parameters parameters = new Parameters(body);
    parameters.refuseUnless(
        "instructions", Parameters::isNothing, "choose a voice that speaks as you want");
    parameters.refuseUnless(
        "stream_format", value -> value.asText().equals("audio"), "leave it out");
    parameters.takeModel();
    parameters.takeAs("input", "text");
    parameters.takeAs("response_format", "format");
    parameters.take("text", "speed", "language", "format", "lexicon", "captions", "title");
    if (!parameters.request().hasNonNull("format")) {
      // what clients of that API take for granted
      parameters.request().put("format", SoundFormat.MP3.ending());
    }
    JsonNode voice = parameters.value("voice");
    if (voice != null && voice.isObject()) {
      voice = voice.path("id");
    }
    if (voice != null && !VOICES.contains(voice.asText())) {
      parameters.request().set("voice", voice);
    }
    return parameters.request();
  }
}

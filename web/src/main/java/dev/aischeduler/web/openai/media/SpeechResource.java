package dev.aischeduler.web.openai.media;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aischeduler.db.artifact.Artifact;
import dev.aischeduler.engine.lane.JobDetails;
import dev.aischeduler.jobs.openai.SpeechParameters;
import dev.aischeduler.jobs.tts.TtsTask;
import dev.aischeduler.jobs.tts.audio.PcmSound;
import dev.aischeduler.jobs.tts.audio.SoundFormat;
import dev.aischeduler.web.api.ArtifactSender;
import dev.aischeduler.web.api.Resource;
import dev.aischeduler.web.api.reply.ApiException;
import dev.aischeduler.web.api.reply.Paths;
import dev.aischeduler.web.api.request.JsonBody;
import dev.aischeduler.web.openai.call.Call;
import dev.aischeduler.web.openai.call.Calls;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.List;

/** Speech: answers with the sound itself. */
public final class SpeechResource implements Resource {
  private static final String FORMAT = "response_format";
  private static final String PCM = "pcm";

  /** What clients of this API take PCM to be; our voices speak at this rate or a lower one. */
  private static final int PCM_RATE = 24_000;

  private final Calls calls;
  private final ArtifactSender sender;

  /** Speech of a server. */
  public SpeechResource(Calls calls, ArtifactSender sender) {
    this.calls = calls;
    this.sender = sender;
  }

  @Override
  public void register(RoutesConfig routes) {
    routes.post(Paths.OPENAI + "/audio/speech", this::create);
  }

  private void create(Context ctx) {
    ObjectNode body = JsonBody.object(ctx);
    JsonNode format = body.path(FORMAT);
    boolean pcm = format.asText().equals(PCM);
    if (pcm) {
      body.put(FORMAT, SoundFormat.WAV.ending());
    }
    if (!body.path("input").isTextual()) {
      throw ApiException.invalid("input", "must be the text to say");
    }
    ObjectNode request = SpeechParameters.request(body);
    if (!request.has("captions")) {
      // nobody asks for them here
      request.put("captions", false);
    }
    Call call = calls.submit(ctx, TtsTask.TYPE, List.of(request), false);
    try {
      calls.await(ctx, call, all -> answer(ctx, all.get(0), pcm));
    } catch (RuntimeException | Error e) {
      call.place().close();
      throw e;
    }
  }

  private void answer(Context ctx, JobDetails job, boolean pcm) {
    Artifact sound =
        job.artifacts().stream()
            .filter(one -> one.mediaType().startsWith("audio/"))
            .findFirst()
            .orElseThrow(() -> Kept.none(job, "sound"));
    if (!pcm) {
      sender.send(ctx, sound);
      return;
    }
    try {
      // written and closed by the ResponseWriter
      ctx.contentType("audio/pcm").result(PcmSound.of(sender.open(ctx, sound), PCM_RATE));
    } catch (IOException e) {
      throw ApiException.invalid(FORMAT, String.valueOf(e.getMessage())).remedy("ask for wav");
    }
  }
}

package dev.aischeduler.web.openai.media;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aischeduler.db.artifact.Artifact;
import dev.aischeduler.engine.lane.JobDetails;
import dev.aischeduler.jobs.image.ImageTask;
import dev.aischeduler.jobs.openai.ImageParameters;
import dev.aischeduler.web.access.ArtifactLinks;
import dev.aischeduler.web.api.ArtifactSender;
import dev.aischeduler.web.api.LinkAddresses;
import dev.aischeduler.web.api.Resource;
import dev.aischeduler.web.api.reply.ApiException;
import dev.aischeduler.web.api.reply.Paths;
import dev.aischeduler.web.api.reply.Replies;
import dev.aischeduler.web.api.request.JsonBody;
import dev.aischeduler.web.openai.call.Call;
import dev.aischeduler.web.openai.call.Calls;
import dev.aischeduler.web.openai.call.Results;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.List;
import java.util.Set;

/** Pictures: as base64, or as links that open without a key for an hour. */
public final class ImageResource implements Resource {
  private static final String FORMAT = "response_format";
  private static final String BASE64 = "b64_json";

  private final Calls calls;
  private final ArtifactSender sender;
  private final LinkAddresses links;

  /** Pictures of a server. */
  public ImageResource(Calls calls, ArtifactSender sender, LinkAddresses links) {
    this.calls = calls;
    this.sender = sender;
    this.links = links;
  }

  @Override
  public void register(RoutesConfig routes) {
    routes.post(Paths.OPENAI + "/images/generations", this::create);
  }

  private void create(Context ctx) {
    ObjectNode body = JsonBody.object(ctx);
    boolean base64 = isBase64(body);
    body.remove(FORMAT);
    ObjectNode request = ImageParameters.request(body);
    Call call = calls.submit(ctx, ImageTask.TYPE, List.of(request), false);
    try {
      calls.await(ctx, call, all -> Replies.json(ctx, 200, answer(ctx, all.get(0), base64)));
    } catch (RuntimeException | Error e) {
      call.place().close();
      throw e;
    }
  }

  /** As OpenAI's models do: those of the newer kind answer base64 alone, the others a url. */
  private static boolean isBase64(ObjectNode body) {
    if (!body.hasNonNull(FORMAT)) {
      return body.path("model").asText().startsWith("gpt-image-");
    }
    String format = body.path(FORMAT).asText();
    if (!Set.of(BASE64, "url").contains(format)) {
      throw ApiException.invalid(FORMAT, "must be url or b64_json");
    }
    return format.equals(BASE64);
  }

  private ObjectNode answer(Context ctx, JobDetails job, boolean base64) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.put("created", job.job().createdAt().getEpochSecond());
    body.put("output_format", "png").put("background", "opaque");
    var result = Results.of(job.job());
    if (result.has("width")) {
      body.put("size", result.path("width").asInt() + "x" + result.path("height").asInt());
    }
    ArrayNode data = body.putArray("data");
    for (Artifact one : job.artifacts()) {
      if (one.mediaType().startsWith("image/")) {
        ObjectNode picture = data.addObject();
        if (base64) {
          picture.put(BASE64, Base64.getEncoder().encodeToString(bytes(ctx, one)));
        } else {
          picture.put("url", links.of(ctx, one, ArtifactLinks.DEFAULT_S));
        }
      }
    }
    if (data.isEmpty()) {
      throw Kept.none(job, "picture");
    }
    return body;
  }

  private byte[] bytes(Context ctx, Artifact artifact) {
    try (InputStream in = sender.open(ctx, artifact)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

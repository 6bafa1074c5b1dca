package dev.aischeduler.web.api.request;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aischeduler.config.json.JsonInput;
import dev.aischeduler.config.json.JsonLimits;
import dev.aischeduler.config.json.JsonProblemException;
import dev.aischeduler.web.api.reply.ApiException;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.Consumer;

/**
 * Reads request bodies as JSON in UTF-8. Where the bytes come from stands apart from what is parsed
 * out of them.
 */
public final class JsonBody {
  /** The longest conversation that is accepted has less than a thousand values. */
  private static final int MAX_VALUES = 10_000;

  /** A text is bounded by its body. */
  private static final JsonInput INPUT =
      new JsonInput(new JsonLimits(MAX_VALUES, Integer.MAX_VALUE));

  private JsonBody() {}

  /**
   * The body's object.
   *
   * @throws ApiException 415 for another content type, 413 when it is too large, 400 when it was
   *     cut
   * @throws JsonProblemException broken JSON, no object, too many values
   */
  public static ObjectNode object(Context ctx) {
    BodyHeaders.requireJson(ctx);
    return object(new ByteArrayInputStream(bytes(ctx)));
  }

  /**
   * Hands out the items of the list that is the only member of a body, which may be larger than
   * others; see {@link JsonInput#items}. The body is read to its end also when it is refused.
   *
   * @throws ApiException as {@link #object}
   * @throws JsonProblemException broken JSON, another object, a limit exceeded
   */
  public static void items(Context ctx, BulkLimits limits, String member, Consumer<JsonNode> each) {
    BodyHeaders.requireJson(ctx);
    BodyStream body =
        new BodyStream(ctx.bodyInputStream(), limits.maxBytes(), "server.max_bulk_body_bytes");
    try {
      items(body, limits, member, each);
    } catch (JsonProblemException | ApiException e) {
      if (!(e instanceof ApiException refused) || refused.status() == 400) {
        body.drain();
      }
      throw e;
    }
  }

  static byte[] bytes(Context ctx) {
    try {
      return ctx.bodyAsBytes();
    } catch (HttpResponseException e) {
      throw e;
    } catch (RuntimeException e) {
      throw BodyFailure.of(e);
    } catch (Exception e) {
      // Javalin is written in Kotlin and declares no checked exception, but throws Jetty's
      throw BodyFailure.of(e);
    }
  }

  private static ObjectNode object(InputStream body) {
    try {
      if (INPUT.tree(body) instanceof ObjectNode object) {
        return object;
      }
    } catch (IOException e) {
      throw BodyFailure.of(e);
    }
    throw new JsonProblemException("", "must be a JSON object such as {\"prompt\": \"hello\"}");
  }

  private static void items(
      InputStream body, BulkLimits limits, String member, Consumer<JsonNode> each) {
    try {
      String example = "{\"" + member + "\": [{\"type\": \"llm\", \"prompt\": \"hello\"}]}";
      limits.input().items(body, member, example, each);
    } catch (IOException e) {
      throw BodyFailure.of(e);
    }
  }
}

package dev.aischeduler.web.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aischeduler.config.JsonProblemException;
import dev.aischeduler.config.StrictJson;
import io.javalin.http.Context;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Reads a request body as one JSON object in UTF-8. */
final class JsonBody {
  private JsonBody() {}

  /**
   * The body's object.
   *
   * @throws ApiException 415 for another content type, 400 for broken text
   * @throws JsonProblemException broken JSON or no object
   */
  static ObjectNode object(Context ctx) {
    requireJson(ctx);
    return object(ctx.bodyAsBytes());
  }

  /**
   * The object of a body that may be larger than others.
   *
   * @param setting key that says so, for the remedy
   * @throws ApiException 413 when it is larger still; else as {@link #object(Context)}
   */
  static ObjectNode object(Context ctx, int maxBytes, String setting) {
    requireJson(ctx);
    try {
      byte[] body = ctx.bodyInputStream().readNBytes(maxBytes + 1);
      if (body.length <= maxBytes) {
        return object(body);
      }
    } catch (IOException e) {
      throw ApiException.invalid("", "the body ended early: " + e.getMessage());
    }
    throw ApiException.of(413, "body-too-large", "the body is larger than " + maxBytes + " bytes")
        .remedy("send less at a time, or raise " + setting);
  }

  private static ObjectNode object(byte[] body) {
    JsonNode tree = StrictJson.tree(text(body));
    if (tree instanceof ObjectNode object) {
      return object;
    }
    throw new JsonProblemException("", "must be a JSON object such as {\"prompt\": \"hello\"}");
  }

  private static void requireJson(Context ctx) {
    String given = ctx.contentType() == null ? "" : String.valueOf(ctx.contentType());
    String type = given.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    boolean utf8 =
        !given.toLowerCase(Locale.ROOT).contains("charset=")
            || given.toLowerCase(Locale.ROOT).replace("\"", "").contains("charset=utf-8");
    boolean json = type.equals("application/json") || type.endsWith("+json");
    if (!json || !utf8) {
      throw ApiException.of(
              415, "unsupported-media-type", "the content type '" + given + "' is not accepted")
          .field("Content-Type")
          .remedy("send Content-Type: application/json in UTF-8");
    }
  }

  private static String text(byte[] body) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString();
    } catch (CharacterCodingException e) {
      throw ApiException.invalid("", "the body is not valid UTF-8").remedy("encode it as UTF-8");
    }
  }
}

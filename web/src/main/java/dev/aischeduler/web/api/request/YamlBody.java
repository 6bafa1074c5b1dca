package dev.aischeduler.web.api.request;

import dev.aischeduler.web.api.reply.ApiException;
import io.javalin.http.Context;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Reads request bodies that are YAML in UTF-8, as text: who parses it tells lines and columns. */
public final class YamlBody {
  private YamlBody() {}

  /** Whether the request says that its body is YAML. */
  public static boolean isSent(Context ctx) {
    return BodyHeaders.isYaml(ctx);
  }

  /**
   * The text of the body.
   *
   * @throws ApiException 415 for a packed body, 413 when it is too large, 400 when it was cut or is
   *     not UTF-8
   */
  public static String text(Context ctx) {
    BodyHeaders.requireUnpacked(ctx);
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(JsonBody.bytes(ctx)))
          .toString();
    } catch (CharacterCodingException e) {
      throw ApiException.invalid("", "the body is not UTF-8").remedy("save the text as UTF-8");
    }
  }
}

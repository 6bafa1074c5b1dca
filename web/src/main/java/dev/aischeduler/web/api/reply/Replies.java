package dev.aischeduler.web.api.reply;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.aischeduler.config.json.Json;
import dev.aischeduler.web.api.view.Problem;
import io.javalin.http.Context;

/** Writes answers. */
public final class Replies {
  private Replies() {}

  /** Answers with a JSON document. */
  public static void json(Context ctx, int status, Object view) {
    ctx.status(status).contentType("application/json").result(bytes(view));
  }

  /** Answers with a problem document. */
  static void problem(Context ctx, Problem problem) {
    ctx.status(problem.status()).contentType("application/problem+json").result(bytes(problem));
  }

  /** The JSON text of a view. */
  public static byte[] bytes(Object view) {
    try {
      return Json.mapper().writeValueAsBytes(view);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("cannot write " + view.getClass().getSimpleName(), e);
    }
  }
}

package dev.aischeduler.web.api.guard;

import dev.aischeduler.web.access.Caller;
import dev.aischeduler.web.api.reply.ApiException;
import io.javalin.http.Context;
import org.jspecify.annotations.Nullable;

/**
 * Keeps pages of others from sending changes in the name of somebody who is logged in: browsers
 * send cookies by themselves, but only pages of this server know the token of the session.
 */
final class FormToken {
  private static final String HEADER = "X-CSRF-Token";
  private static final String FIELD = "csrf_token";

  private FormToken() {}

  /**
   * Lets a request pass.
   *
   * @throws ApiException 403 for a change within a session without its token
   */
  static void check(Context ctx) {
    Caller.Session session = Caller.of(ctx).session();
    if (session == null || !RequestGuard.mayChange(ctx)) {
      return;
    }
    String given = given(ctx);
    if (given == null || !session.csrfToken().isUnder(given)) {
      throw ApiException.of(403, "csrf", "a change within a session must repeat its token")
          .remedy("send the csrf_token of GET /api/v1/whoami in the header " + HEADER);
    }
  }

  private static @Nullable String given(Context ctx) {
    String header = ctx.header(HEADER);
    String type = ctx.contentType();
    boolean form = type != null && type.startsWith("application/x-www-form-urlencoded");
    return header == null && form ? ctx.formParam(FIELD) : header;
  }
}

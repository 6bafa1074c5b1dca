package dev.aischeduler.web.api.guard;

import io.javalin.http.Context;
import java.util.Objects;

/**
 * Where a request comes from. Resolved once a request, by {@link RequestGuard}. Immutable.
 *
 * @param address of the client, also behind a trusted proxy
 * @param secure whether the client speaks HTTPS, with this server or with the proxy
 */
public record Client(String address, boolean secure) {
  private static final String ATTRIBUTE = "client";

  /** Where this request comes from. */
  public static Client of(Context ctx) {
    return Objects.requireNonNull(ctx.attribute(ATTRIBUTE), "the guard has not seen the request");
  }

  /** Notes where this request comes from. */
  void resolve(Context ctx) {
    ctx.attribute(ATTRIBUTE, this);
  }
}

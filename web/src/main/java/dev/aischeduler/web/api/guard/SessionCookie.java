package dev.aischeduler.web.api.guard;

import dev.aischeduler.web.access.Secret;
import dev.aischeduler.web.access.Sessions;
import io.javalin.http.Context;
import io.javalin.http.Cookie;
import io.javalin.http.SameSite;
import java.time.Duration;

/** The cookie of a session: no script can read it, and no other site can have it sent. */
public final class SessionCookie {
  private SessionCookie() {}

  /** The cookie with a session's secret, for a time. */
  public static Cookie of(Context ctx, Secret secret, Duration longest) {
    return new Cookie(
        Sessions.COOKIE,
        secret.text(),
        "/",
        (int) longest.toSeconds(),
        Client.of(ctx).secure(),
        true,
        null,
        SameSite.STRICT);
  }

  /** Makes a browser forget the cookie. */
  public static Cookie none(Context ctx) {
    return of(ctx, new Secret(""), Duration.ZERO);
  }
}

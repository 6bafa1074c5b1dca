package dev.aischeduler.web.api;

import dev.aischeduler.web.access.AuditLog;
import dev.aischeduler.web.access.Authenticator;
import dev.aischeduler.web.access.Caller;
import dev.aischeduler.web.access.Secret;
import dev.aischeduler.web.access.Sessions;
import dev.aischeduler.web.api.reply.ApiException;
import dev.aischeduler.web.api.reply.Paths;
import dev.aischeduler.web.api.reply.Replies;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.Cookie;
import io.javalin.http.SameSite;
import org.jspecify.annotations.Nullable;

/** Login of browsers by an API key, and who is logged in. */
final class LoginResource implements Resource {
  /**
   * Who calls.
   *
   * @param csrfToken of the session; null for a caller that sends its key
   */
  record WhoView(
      String name,
      String role,
      @Nullable String tenant,
      @Nullable Integer maxPriority,
      @Nullable String csrfToken) {}

  private static final String LOGIN = "/login";

  /** A plain form that needs no script; the dashboard may dress it. */
  private static final String FORM =
      """
      <!DOCTYPE html>
      <html lang="en">
      <head><meta charset="utf-8"><title>AI Scheduler: log in</title>
      <link rel="stylesheet" href="/assets/app.css"></head>
      <body><main><h1>AI Scheduler</h1>
      <form method="post" action="/login">
      <p role="alert">%s</p>
      <label>API key <input type="password" name="key" required autofocus
        autocomplete="current-password"></label>
      <button type="submit">Log in</button>
      </form></main></body></html>
      """;

  private final Authenticator authenticator;
  private final Sessions sessions;
  private final boolean secure;

  /**
   * @param secure true when browsers reach the server by https
   */
  LoginResource(Authenticator authenticator, Sessions sessions, boolean secure) {
    this.authenticator = authenticator;
    this.sessions = sessions;
    this.secure = secure;
  }

  @Override
  public void register(RoutesConfig routes) {
    routes.get(LOGIN, ctx -> form(ctx, 200, ""));
    routes.post(LOGIN, this::login);
    routes.post("/logout", this::logout);
    routes.get(Paths.V1 + "/whoami", this::who);
  }

  private static void form(Context ctx, int status, String message) {
    ctx.status(status)
        .contentType("text/html; charset=utf-8")
        .result(FORM.replace("%s", message));
  }

  private void login(Context ctx) {
    String key = ctx.formParam("key");
    try {
      Authenticator.Login login =
          authenticator.login(key == null ? "" : key.strip(), ctx.req().getRemoteAddr());
      login.caller().resolve(ctx);
      AuditLog.details(ctx, "logged in");
      ctx.cookie(cookie(login.cookie(), (int) sessions.longest().toSeconds()));
      ctx.status(303).header("Location", "/");
    } catch (ApiException e) {
      if (e.retryAfterS() != null) {
        ctx.header("Retry-After", String.valueOf(e.retryAfterS()));
      }
      form(ctx, e.status(), e.detail());
    }
  }

  private Cookie cookie(Secret value, int maxAgeS) {
    return new Cookie(
        Sessions.COOKIE, value.text(), "/", maxAgeS, secure, true, null, SameSite.STRICT);
  }

  private void logout(Context ctx) {
    Caller.Session session = Caller.of(ctx).session();
    if (session != null) {
      sessions.end(session);
      AuditLog.details(ctx, "logged out");
    }
    ctx.cookie(cookie(new Secret(""), 0));
    ctx.status(303).header("Location", LOGIN);
  }

  private void who(Context ctx) {
    Caller caller = Caller.of(ctx);
    Caller.Session session = caller.session();
    Replies.json(
        ctx,
        200,
        new WhoView(
            caller.name(),
            caller.role().wireName(),
            caller.tenant(),
            caller.maxPriority(),
            session == null ? null : session.csrfToken()));
  }
}

package dev.aischeduler.web.api;

import dev.aischeduler.web.access.AuditLog;
import dev.aischeduler.web.access.Authenticator;
import dev.aischeduler.web.access.Caller;
import dev.aischeduler.web.access.Secret;
import dev.aischeduler.web.access.Sessions;
import dev.aischeduler.web.api.guard.Client;
import dev.aischeduler.web.api.reply.ApiException;
import dev.aischeduler.web.api.reply.Paths;
import dev.aischeduler.web.api.reply.Replies;
import dev.aischeduler.web.api.request.Accept;
import dev.aischeduler.web.api.request.QueryParams;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.Cookie;
import io.javalin.http.SameSite;
import java.util.Set;
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

  /** Why a login failed, as a kind of problem. */
  private static final String FAILED = "failed";

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

  LoginResource(Authenticator authenticator, Sessions sessions) {
    this.authenticator = authenticator;
    this.sessions = sessions;
  }

  @Override
  public void register(RoutesConfig routes) {
    routes.get(LOGIN, LoginResource::form);
    routes.post(LOGIN, this::login);
    routes.post("/logout", this::logout);
    routes.get(Paths.V1 + "/whoami", this::who);
  }

  private static void form(Context ctx) {
    String failed = new QueryParams(ctx, Set.of(FAILED)).one(FAILED).orElse("");
    String message =
        switch (failed) {
          case "" -> "";
          case "too-many-attempts" -> "Too many wrong keys came from this address; wait a minute.";
          case "quota-exceeded" -> "This key sends too many requests; wait a minute.";
          case "no-session" -> "security.api_key is no key to log in with; make one.";
          default -> "This key is not known, or it is revoked or expired.";
        };
    ctx.contentType("text/html; charset=utf-8").result(FORM.replace("%s", message));
  }

  private void login(Context ctx) {
    String key = ctx.formParam("key");
    try {
      Authenticator.Login login =
          authenticator.login(key == null ? "" : key.strip(), Client.of(ctx).address());
      login.caller().resolve(ctx);
      AuditLog.details(ctx, "logged in");
      ctx.cookie(cookie(ctx, login.cookie(), (int) sessions.longest().toSeconds()));
      ctx.status(303).header("Location", "/");
    } catch (ApiException e) {
      if (!Accept.of(ctx.header("Accept")).prefers("text/html", "application/json")) {
        ctx.header("WWW-Authenticate", "Bearer");
        throw e;
      }
      ctx.status(303).header("Location", LOGIN + "?" + FAILED + "=" + e.kind());
    }
  }

  private static Cookie cookie(Context ctx, Secret value, int maxAgeS) {
    return new Cookie(
        Sessions.COOKIE,
        value.text(),
        "/",
        maxAgeS,
        Client.of(ctx).secure(),
        true,
        null,
        SameSite.STRICT);
  }

  private void logout(Context ctx) {
    Caller.Session session = Caller.of(ctx).session();
    if (session != null) {
      sessions.end(session);
      AuditLog.details(ctx, "logged out");
    }
    ctx.cookie(cookie(ctx, new Secret(""), 0));
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

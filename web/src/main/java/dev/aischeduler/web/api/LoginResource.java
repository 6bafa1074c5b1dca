package dev.aischeduler.web.api;

import dev.aischeduler.web.access.AuditLog;
import dev.aischeduler.web.access.Authenticator;
import dev.aischeduler.web.access.Caller;
import dev.aischeduler.web.access.Sessions;
import dev.aischeduler.web.api.guard.Client;
import dev.aischeduler.web.api.guard.SessionCookie;
import dev.aischeduler.web.api.reply.Addresses;
import dev.aischeduler.web.api.reply.ApiException;
import dev.aischeduler.web.api.reply.Paths;
import dev.aischeduler.web.api.reply.Replies;
import dev.aischeduler.web.api.request.Accept;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import org.jspecify.annotations.Nullable;

/** Login of browsers by an API key, and who is logged in. The form is a page of the dashboard. */
public final class LoginResource implements Resource {
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

  /** The path of the form and of its answer. */
  public static final String LOGIN = "/login";

  /** The parameter of the form that says why a login failed, as a kind of problem. */
  public static final String FAILED = "failed";

  /** The field of the form with the path that the reader wanted. */
  public static final String NEXT = "next";

  private final Authenticator authenticator;
  private final Sessions sessions;

  LoginResource(Authenticator authenticator, Sessions sessions) {
    this.authenticator = authenticator;
    this.sessions = sessions;
  }

  @Override
  public void register(RoutesConfig routes) {
    routes.post(LOGIN, this::login);
    routes.post("/logout", this::logout);
    routes.get(Paths.V1 + "/whoami", this::who);
  }

  private void login(Context ctx) {
    String key = ctx.formParam("key");
    try {
      Authenticator.Login login =
          authenticator.login(key == null ? "" : key.strip(), Client.of(ctx).address());
      login.caller().resolve(ctx);
      AuditLog.details(ctx, "logged in");
      ctx.cookie(SessionCookie.of(ctx, login.cookie(), sessions.longest()));
      ctx.status(303).header("Location", next(ctx));
    } catch (ApiException e) {
      if (!Accept.of(ctx.header("Accept")).prefers("text/html", "application/json")) {
        ctx.header("WWW-Authenticate", "Bearer");
        throw e;
      }
      ctx.status(303).header("Location", Addresses.of(LOGIN, FAILED, e.kind(), NEXT, next(ctx)));
    }
  }

  private static String next(Context ctx) {
    return Paths.local(ctx.formParam(NEXT));
  }

  private void logout(Context ctx) {
    Caller.Session session = Caller.of(ctx).session();
    if (session != null) {
      sessions.end(session);
      AuditLog.details(ctx, "logged out");
    }
    ctx.cookie(SessionCookie.none(ctx));
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
            session == null ? null : session.csrfToken().masked()));
  }
}

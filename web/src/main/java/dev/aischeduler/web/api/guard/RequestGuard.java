package dev.aischeduler.web.api.guard;

import dev.aischeduler.config.Settings;
import dev.aischeduler.web.access.AuditLog;
import dev.aischeduler.web.access.Authenticator;
import dev.aischeduler.web.access.Caller;
import dev.aischeduler.web.access.Sessions;
import dev.aischeduler.web.api.HealthResource;
import dev.aischeduler.web.api.LoginResource;
import dev.aischeduler.web.api.http.ClientConnection;
import dev.aischeduler.web.api.reply.Addresses;
import dev.aischeduler.web.api.reply.ApiException;
import dev.aischeduler.web.api.reply.Paths;
import dev.aischeduler.web.api.reply.Trace;
import dev.aischeduler.web.api.request.Accept;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import io.javalin.http.HttpStatus;
import io.javalin.router.Endpoint;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stands before every handler: security headers, well-formed paths, who calls and may, and two
 * checks that keep web pages of others from using a browser to reach this server (Host against DNS
 * rebinding, Origin against forged requests), unless {@link Cors} lets them. Thread-safe.
 */
public final class RequestGuard {
  private static final Logger LOG = LoggerFactory.getLogger(RequestGuard.class);

  private static final String POLICY =
      "default-src 'none'; script-src 'self' 'nonce-NONCE'; style-src 'self'; img-src 'self' data: blob:;"
          + " media-src 'self' blob:; connect-src 'self'; form-action 'self'; base-uri 'none';"
          + " frame-ancestors 'none'";

  /** No answer of the API is a page with scripts. */
  private static final String API_POLICY = POLICY.replace("'self' 'nonce-NONCE'", "'none'");

  private static final String SECURE_ONLY = "max-age=31536000";
  private static final Pattern BAD_ESCAPE = Pattern.compile("%(?![0-9A-Fa-f]{2})");
  private static final Set<String> SAFE_METHODS = Set.of("GET", "HEAD", "OPTIONS");
  private static final String ASSETS = "/assets/";

  /** The language and theme of the login form can be chosen as well. */
  private static final String PREFERENCES = "/preferences";

  private final Authenticator authenticator;
  private final RouteRoles roles;
  private final AuditLog audit;
  private final Hosts hosts;
  private final Proxies proxies;
  private final Cors cors;

  public RequestGuard(
      Authenticator authenticator,
      RouteRoles roles,
      AuditLog audit,
      Cors cors,
      Settings.Server server) {
    this.authenticator = authenticator;
    this.roles = roles;
    this.audit = audit;
    this.cors = cors;
    this.hosts = new Hosts(server.host(), server.publicUrl());
    this.proxies = new Proxies(server);
  }

  /** Puts the guard before every request, also those that match no path. */
  public void register(RoutesConfig routes) {
    routes.before(this::check);
    routes.beforeMatched(this::authorize);
    routes.after(this::note);
  }

  /**
   * Puts the last check behind the reading of bodies: what changes something within a session must
   * repeat the session's token, as a header or as a field of a form.
   */
  public void registerForms(RoutesConfig routes) {
    routes.beforeMatched(FormToken::check);
  }

  /** Whether the method of a request may change anything. */
  static boolean mayChange(Context ctx) {
    return !SAFE_METHODS.contains(ctx.method().name());
  }

  /** Writes down what a known caller asked to be changed, also when it was refused. */
  private void note(Context ctx) {
    Endpoint matched = ctx.endpoints().matchedHttpEndpoint();
    Caller caller = ctx.attribute(Caller.ATTRIBUTE);
    if (matched != null && caller != null && !caller.equals(Caller.NOBODY) && mayChange(ctx)) {
      audit.answered(ctx, matched.method + " " + matched.path, Client.of(ctx).address());
    }
  }

  private void check(Context ctx) {
    // the page of a refusal asks for it
    Caller.NOBODY.resolve(ctx);
    ctx.header("X-Content-Type-Options", "nosniff")
        .header("X-Frame-Options", "DENY")
        // without any, browsers send forms of our own pages with the Origin "null"
        .header("Referrer-Policy", "same-origin")
        .header("Cross-Origin-Resource-Policy", "same-origin")
        .header("Content-Security-Policy", policy(ctx))
        .header("Cache-Control", "no-store")
        .header("X-Trace-Id", Trace.id(ctx));
    String origin = ctx.header("Origin");
    // errors too: else a browser hides from its page what is wrong
    cors.headers(ctx.path(), origin).forEach(ctx::header);
    Client client = proxies.client(ctx);
    new Client(client.address(), client.secure() || hosts.isPublishedSecurely()).resolve(ctx);
    if (hosts.isSecureOnly(ctx.header("Host"), client.secure())) {
      ctx.header("Strict-Transport-Security", SECURE_ONLY);
    }
    checkEscapes(ctx.path());
    checkFragment(ctx);
    hosts.check(ctx.header("Host"), ClientConnection.of(ctx).requestedName());
    if (cors.answered(ctx, roles)) {
      ctx.skipRemainingHandlers();
      return;
    }
    boolean foreign = origin != null && !hosts.isOwn(origin, ctx.header("Host"));
    if (ctx.path().equals(HealthResource.READYZ)) {
      recognise(ctx, foreign);
    } else if (!isOpen(ctx)) {
      authenticate(ctx, foreign);
    }
    if (mayChange(ctx) && !cors.allows(ctx.path(), origin)) {
      hosts.checkOrigin(origin, ctx.header("Host"));
    }
  }

  private static String policy(Context ctx) {
    return Paths.isOfApi(ctx.path()) ? API_POLICY : POLICY.replace("NONCE", CspNonce.of(ctx));
  }

  /** Whether a path answers everybody; one that matches no route does not. */
  private boolean isOpen(Context ctx) {
    return ctx.path().equals(HealthResource.HEALTHZ)
        || ctx.path().equals(LoginResource.LOGIN)
        || ctx.path().equals(PREFERENCES)
        || ctx.path().startsWith(LoginResource.LOGIN + "/")
        || ctx.path().startsWith(Paths.LINKS + "/")
        || ctx.path().startsWith(Paths.BOTS + "/")
        || ctx.path().startsWith(ASSETS);
  }

  /** What is let through here is decoded later, where a failure would look like the server's. */
  private static void checkEscapes(String path) {
    if (BAD_ESCAPE.matcher(path).find()) {
      throw ApiException.of(400, "bad-http", "the path holds a % without two hexadecimal digits")
          .remedy("write %25 for a percent sign, and other characters as their bytes in UTF-8");
    }
  }

  /**
   * No request has a fragment (RFC 9112, 3.2). Jetty drops one, and would answer for the path
   * before it, which is another than the caller or a proxy meant.
   */
  private static void checkFragment(Context ctx) {
    if (ServletContextRequest.getServletContextRequest(ctx.req()).getHttpURI().getFragment()
        != null) {
      throw ApiException.of(400, "bad-http", "the path holds a #").remedy("write %23 for it");
    }
  }

  /**
   * Finds out who calls; empty when nobody is named and everybody has to be.
   *
   * @param foreign whether a page of another site sent it: its browser adds cookies and Basic
   *     authentication by itself, so only a key that the page has counts
   */
  private Optional<Caller> caller(Context ctx, boolean foreign) {
    String address = Client.of(ctx).address();
    String sent = ctx.header("Authorization");
    return foreign
        ? authenticator.caller(Authenticator.isBearer(sent) ? sent : null, null, address)
        : authenticator.caller(sent, ctx.cookie(Sessions.COOKIE), address);
  }

  /** Finds out who calls what is open; whoever shows no key or a wrong one is nobody. */
  private void recognise(Context ctx, boolean foreign) {
    try {
      caller(ctx, foreign).ifPresent(caller -> caller.resolve(ctx));
    } catch (ApiException e) {
      LOG.debug("{} with a key that is not taken: {}", ctx.path(), e.getMessage());
    }
  }

  /** Finds out who calls, and asks for a key when that is not known. */
  private void authenticate(Context ctx, boolean foreign) {
    boolean browser =
        !foreign && Accept.of(ctx.header("Accept")).prefers("text/html", "application/json");
    // only a person at a browser gets the dialogue; the key goes into its password field
    String scheme = browser ? "Basic realm=\"AI Scheduler\"" : "Bearer";
    try {
      Optional<Caller> caller = caller(ctx, foreign);
      if (caller.isEmpty() && browser && isPage(ctx) && authenticator.takesLogins()) {
        toLogin(ctx);
        return;
      }
      caller
          .orElseThrow(() -> Authenticator.unauthorized("this server needs an API key"))
          .resolve(ctx);
    } catch (ApiException e) {
      if (e.status() == 401) {
        ctx.header("WWW-Authenticate", scheme);
      }
      throw e;
    }
  }

  private static boolean isPage(Context ctx) {
    return ctx.method().equals(HandlerType.GET) && !Paths.isOfApi(ctx.path());
  }

  private static void toLogin(Context ctx) {
    String query = ctx.queryString();
    String wanted = query == null ? ctx.path() : ctx.path() + "?" + query;
    ctx.redirect(
        Addresses.of(LoginResource.LOGIN, LoginResource.NEXT, wanted), HttpStatus.SEE_OTHER);
    ctx.skipRemainingHandlers();
  }

  private void authorize(Context ctx) {
    Endpoint matched = ctx.endpoints().matchedHttpEndpoint();
    if (matched == null) {
      throw new IllegalStateException("no route matched " + ctx.path());
    }
    String route = matched.method + " " + matched.path;
    Access access =
        roles.of(route).orElseThrow(() -> new IllegalStateException(route + " has no role"));
    Caller caller = Caller.of(ctx);
    if (!access.permits(caller)) {
      throw refusal(access, caller);
    }
  }

  /** Why a route is not for a caller. */
  private static ApiException refusal(Access access, Caller caller) {
    if (caller.equals(Caller.NOBODY)) {
      return Authenticator.unauthorized("this server needs an API key");
    }
    String role = access.role().wireName();
    if (!caller.role().includes(access.role())) {
      return ApiException.of(
              403,
              "role-missing",
              "this needs the role " + role + "; yours is " + caller.role().wireName())
          .remedy("ask an admin for a key with the role " + role);
    }
    return ApiException.of(
            403, "tenant-bound", "this concerns all tenants, and your key is of one tenant")
        .remedy("ask an admin for a key with the role " + role + " that is of no tenant");
  }
}

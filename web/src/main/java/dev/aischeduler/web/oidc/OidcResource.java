package dev.aischeduler.web.oidc;

import com.nimbusds.openid.connect.sdk.claims.IDTokenClaimsSet;
import dev.aischeduler.config.Settings;
import dev.aischeduler.db.access.ApiKey;
import dev.aischeduler.web.access.ApiKeys;
import dev.aischeduler.web.access.AuditLog;
import dev.aischeduler.web.access.Caller;
import dev.aischeduler.web.access.FailedAttempts;
import dev.aischeduler.web.access.Secret;
import dev.aischeduler.web.access.Sessions;
import dev.aischeduler.web.api.LoginResource;
import dev.aischeduler.web.api.Resource;
import dev.aischeduler.web.api.guard.Client;
import dev.aischeduler.web.api.guard.SessionCookie;
import dev.aischeduler.web.api.reply.Addresses;
import dev.aischeduler.web.api.reply.ApiException;
import dev.aischeduler.web.api.reply.Paths;
import dev.aischeduler.web.oidc.OidcException.Kind;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.Cookie;
import io.javalin.http.SameSite;
import java.net.URI;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The two steps of a login by the provider: there, and back with a code. Thread-safe. */
public final class OidcResource implements Resource {
  private static final Logger LOG = LoggerFactory.getLogger(OidcResource.class);
  private static final String BEGIN = LoginResource.LOGIN + "/oidc";
  private static final String BACK = BEGIN + "/callback";
  private static final String COOKIE = "ai_scheduler_oidc";
  private static final int COOKIE_S = 600;

  /** A browser sends a request from another site without the cookie of the new session. */
  private static final String ON =
      """
      <!DOCTYPE html>
      <html lang="en"><head><meta charset="utf-8"><title>AI Scheduler</title>
      <meta http-equiv="refresh" content="0;url=NEXT"></head>
      <body><p><a href="NEXT">AI Scheduler</a></p></body></html>
      """;

  private final Settings.Oidc settings;
  private final Provider provider;
  private final RoleMapping mapping;
  private final ApiKeys keys;
  private final Sessions sessions;
  private final AuditLog audit;
  private final FailedAttempts failures = new FailedAttempts();

  /**
   * @param clientSecret of this product at the provider; empty for a public client
   */
  public OidcResource(
      Settings all, String clientSecret, ApiKeys keys, Sessions sessions, AuditLog audit) {
    this.settings = all.security().oidc();
    URI back = URI.create(all.server().publicUrl().replaceAll("/$", "") + BACK);
    this.provider = new Provider(settings, clientSecret, back);
    this.mapping = new RoleMapping(settings);
    this.keys = keys;
    this.sessions = sessions;
    this.audit = audit;
  }

  @Override
  public void register(RoutesConfig routes) {
    routes.get(BEGIN, this::begin);
    routes.get(BACK, this::back);
  }

  private void begin(Context ctx) {
    checkOn();
    PendingLogin login =
        new PendingLogin(
            random(), random(), random(), Paths.local(ctx.queryParam(LoginResource.NEXT)));
    try {
      URI there = provider.loginAddress(login);
      ctx.cookie(cookie(ctx, login.text(), COOKIE_S));
      ctx.status(303).header("Location", there.toString());
    } catch (OidcException e) {
      again(ctx, e);
    }
  }

  private void back(Context ctx) {
    checkOn();
    String address = Client.of(ctx).address();
    long wait = failures.waitSeconds(address);
    if (wait > 0) {
      throw ApiException.of(429, "too-many-attempts", "too many logins of this address failed")
          .retryAfter((int) wait)
          .remedy("wait, and begin again at " + LoginResource.LOGIN);
    }
    // whatever happens, the login cannot be tried twice
    ctx.cookie(cookie(ctx, "", 0));
    try {
      PendingLogin login = pending(ctx);
      IDTokenClaimsSet token = provider.user(String.valueOf(ctx.queryString()), login);
      ApiKey key = key(token);
      Caller.of(key).resolve(ctx);
      ctx.cookie(SessionCookie.of(ctx, sessions.begin(key), sessions.longest()));
      AuditLog.details(ctx, "logged in by " + settings.issuer());
      ctx.contentType("text/html; charset=utf-8")
          .result(ON.replace("NEXT", escaped(Paths.local(login.next()))));
      audit.answered(ctx, "GET " + BACK, address);
    } catch (OidcException e) {
      if (e.kind() == Kind.UNTRUSTED) {
        failures.failed(address);
      }
      again(ctx, e);
    }
  }

  private PendingLogin pending(Context ctx) throws OidcException {
    String cookie = ctx.cookie(name(ctx));
    return Optional.ofNullable(cookie)
        .flatMap(PendingLogin::parse)
        .orElseThrow(
            () ->
                new OidcException(
                    Kind.UNTRUSTED, "this browser has begun no login, or too long ago"));
  }

  private ApiKey key(IDTokenClaimsSet token) throws OidcException {
    RoleMapping.User user = mapping.user(token);
    String maker =
        "oidc " + Secret.hash(settings.issuer() + " " + token.getSubject()).substring(0, 32);
    return keys.ofUser(maker, user.name(), user.role(), user.tenant(), sessions.longest())
        .orElseThrow(
            () -> new OidcException(Kind.REFUSED, "there is no tenant of the name in the token"));
  }

  private void again(Context ctx, OidcException e) {
    LOG.warn(
        "login by {} from {} failed: {}",
        settings.issuer(),
        Client.of(ctx).address(),
        e.getMessage());
    ctx.status(303)
        .header(
            "Location", Addresses.of(LoginResource.LOGIN, LoginResource.FAILED, e.kind().code()));
  }

  private void checkOn() {
    if (!settings.on()) {
      throw ApiException.of(404, "not-found", "this server has no login by an OpenID provider")
          .remedy("set security.oidc.issuer");
    }
  }

  private static String random() {
    return Secret.random("").text();
  }

  /** The prefix keeps other servers of the same domain from setting it. */
  private static String name(Context ctx) {
    return Client.of(ctx).secure() ? "__Host-" + COOKIE : COOKIE;
  }

  /** The browser comes back from another site, which Strict would not let it send this with. */
  private static Cookie cookie(Context ctx, String value, int maxAgeS) {
    return new Cookie(
        name(ctx), value, "/", maxAgeS, Client.of(ctx).secure(), true, null, SameSite.LAX);
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }
}

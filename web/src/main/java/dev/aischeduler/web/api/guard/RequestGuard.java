package dev.aischeduler.web.api.guard;

import dev.aischeduler.web.api.HealthResource;
import dev.aischeduler.web.api.reply.ApiException;
import dev.aischeduler.web.api.reply.Trace;
import dev.aischeduler.web.api.request.Accept;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Stands before every handler: security headers, well-formed paths, the API key, and two checks
 * that keep web pages of others from using a browser to reach this server (Host against DNS
 * rebinding, Origin against forged requests). Thread-safe.
 */
public final class RequestGuard {
  private static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:;"
          + " media-src 'self' blob:; connect-src 'self'; form-action 'self'; base-uri 'none';"
          + " frame-ancestors 'none'";
  private static final Pattern BAD_ESCAPE = Pattern.compile("%(?![0-9A-Fa-f]{2})");
  private static final Set<String> SAFE_METHODS = Set.of("GET", "HEAD", "OPTIONS");
  private static final String BEARER = "Bearer ";
  private static final String BASIC = "Basic ";

  private final String apiKey;
  private final Hosts hosts;

  /**
   * A guard.
   *
   * @param apiKey required key; empty for none
   */
  public RequestGuard(String apiKey, Hosts hosts) {
    this.apiKey = apiKey;
    this.hosts = hosts;
  }

  /** Puts the guard before every request, also those that match no path. */
  public void register(RoutesConfig routes) {
    routes.before(this::check);
  }

  private void check(Context ctx) {
    ctx.header("X-Content-Type-Options", "nosniff")
        .header("X-Frame-Options", "DENY")
        .header("Referrer-Policy", "no-referrer")
        .header("Cross-Origin-Resource-Policy", "same-origin")
        .header("Content-Security-Policy", POLICY)
        .header("Cache-Control", "no-store")
        .header("X-Trace-Id", Trace.id(ctx));
    checkEscapes(ctx.path());
    hosts.check(ctx.header("Host"));
    if (!ctx.path().equals(HealthResource.HEALTHZ)) {
      authenticate(ctx);
    }
    if (!SAFE_METHODS.contains(ctx.method().name())) {
      hosts.checkOrigin(ctx.header("Origin"), ctx.header("Host"));
    }
  }

  /** What is let through here is decoded later, where a failure would look like the server's. */
  private static void checkEscapes(String path) {
    if (BAD_ESCAPE.matcher(path).find()) {
      throw ApiException.of(400, "bad-http", "the path holds a % without two hexadecimal digits")
          .remedy("write %25 for a percent sign, and other characters as their bytes in UTF-8");
    }
  }

  private void authenticate(Context ctx) {
    if (apiKey.isEmpty() || matches(given(ctx.header("Authorization")))) {
      return;
    }
    boolean browser = Accept.of(ctx.header("Accept")).prefers("text/html", "application/json");
    // only a person at a browser gets the dialogue; the key goes into its password field
    ctx.header("WWW-Authenticate", browser ? "Basic realm=\"AI Scheduler\"" : "Bearer");
    throw ApiException.of(401, "unauthorized", "this server needs its API key")
        .remedy("send Authorization: Bearer <key> with the value of security.api_key");
  }

  /** The key in an Authorization header: a bearer token, or the password of Basic. */
  private static @Nullable String given(@Nullable String header) {
    if (header == null) {
      return null;
    }
    if (header.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
      return header.substring(BEARER.length()).strip();
    }
    if (header.regionMatches(true, 0, BASIC, 0, BASIC.length())) {
      try {
        byte[] pair = Base64.getDecoder().decode(header.substring(BASIC.length()).strip());
        String text = new String(pair, StandardCharsets.UTF_8);
        return text.substring(text.indexOf(':') + 1);
      } catch (IllegalArgumentException e) {
        return null;
      }
    }
    return null;
  }

  /** Compares in constant time. */
  private boolean matches(@Nullable String key) {
    return key != null
        && MessageDigest.isEqual(
            key.getBytes(StandardCharsets.UTF_8), apiKey.getBytes(StandardCharsets.UTF_8));
  }
}

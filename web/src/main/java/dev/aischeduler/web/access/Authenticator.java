package dev.aischeduler.web.access;

import dev.aischeduler.config.Settings;
import dev.aischeduler.db.access.ApiKey;
import dev.aischeduler.web.api.reply.ApiException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds out who sends a request. Thread-safe. */
public final class Authenticator {
  private static final String BEARER = "Bearer ";
  private static final String BASIC = "Basic ";

  private final Settings.Security settings;
  private final KnownKeys keys;
  private final Sessions sessions;
  private final FailedAttempts failures = new FailedAttempts();

  public Authenticator(Settings.Security settings, KnownKeys keys, Sessions sessions) {
    this.settings = settings;
    this.keys = keys;
    this.sessions = sessions;
  }

  /** Who logged in, and the secret for the cookie of the session. */
  public record Login(Caller caller, Secret cookie) {}

  /**
   * Begins a session of a key.
   *
   * @throws ApiException as {@link #caller}; 400 for {@code security.api_key}, which is for
   *     programs
   */
  public Login login(String secret, String address) {
    Caller caller = ofKey(secret, address);
    Optional<ApiKey> key = keys.find(secret);
    if (key.isEmpty()) {
      throw ApiException.of(
          400,
          "no-session",
          "security.api_key is no key to log in with; make one with keys create");
    }
    return new Login(caller, sessions.begin(key.get()));
  }

  /** True while everybody who reaches the server is its admin: no key was ever made or set. */
  public boolean isOff() {
    return settings.apiKey().isEmpty()
        && !settings.required()
        && !settings.oidc().on()
        && !keys.any();
  }

  /** True when somebody can log in: with a key, or by an OpenID provider. */
  public boolean takesLogins() {
    return keys.any() || settings.oidc().on();
  }

  /**
   * The caller that a request names; empty when it names none.
   *
   * @param authorization the header, which counts before a session
   * @param cookie secret of a session; null for none
   * @param address where the request comes from
   * @throws ApiException 401 for a wrong key, 429 for an address that tried too many or a key that
   *     sends too much
   */
  public Optional<Caller> caller(
      @Nullable String authorization, @Nullable String cookie, String address) {
    if (isOff()) {
      return Optional.of(Caller.LOCAL);
    }
    if (authorization == null || authorization.isBlank()) {
      return cookie == null || cookie.isBlank() ? Optional.empty() : sessions.caller(cookie);
    }
    String secret = secret(authorization);
    return Optional.of(ofKey(secret == null ? "" : secret, address));
  }

  /**
   * The caller that holds a key.
   *
   * @throws ApiException as {@link #caller}
   */
  Caller ofKey(String secret, String address) {
    long wait = keys.isKnown(secret) ? 0 : failures.waitSeconds(address);
    if (wait > 0) {
      throw ApiException.of(429, "too-many-attempts", "too many wrong keys came from this address")
          .retryAfter((int) wait)
          .remedy("wait, and send the right key");
    }
    if (!settings.apiKey().isEmpty() && Secret.same(settings.apiKey(), secret)) {
      return Caller.CONFIGURED;
    }
    Optional<ApiKey> key = secret.isEmpty() ? Optional.empty() : keys.find(secret);
    if (key.isEmpty()) {
      failures.failed(address);
      throw unauthorized("this key is not known, or it is revoked or expired");
    }
    long pause = keys.waitSeconds(key.get(), secret);
    if (pause > 0) {
      throw ApiException.of(
              429,
              "quota-exceeded",
              "this key may send " + key.get().requestsPerMinute() + " requests a minute")
          .retryAfter((int) pause);
    }
    return Caller.of(key.get());
  }

  /** Whether a header Authorization holds a key that a program put there, not a browser. */
  public static boolean isBearer(@Nullable String header) {
    return header != null && header.regionMatches(true, 0, BEARER, 0, BEARER.length());
  }

  /** The 401 of a request that names no valid caller. */
  public static ApiException unauthorized(String why) {
    return ApiException.of(401, "unauthorized", why)
        .remedy(
            "send Authorization: Bearer <key>; an admin makes keys with 'ai_scheduler keys create'");
  }

  /** The key in an Authorization header: a bearer token, or the password of Basic. */
  private static @Nullable String secret(String header) {
    if (isBearer(header)) {
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
}

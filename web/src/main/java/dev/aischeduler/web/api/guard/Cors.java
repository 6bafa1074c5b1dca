package dev.aischeduler.web.api.guard;

import dev.aischeduler.config.CorsOrigins;
import dev.aischeduler.web.api.HealthResource;
import dev.aischeduler.web.api.reply.Paths;
import io.javalin.http.Context;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Which pages of other sites a browser may let call the API (CORS, Fetch standard 3.2), by {@code
 * server.cors_origins}. They send a key themselves: what a browser adds on its own (cookies, Basic
 * authentication) counts for pages of this server only, and credentials are never allowed. Pages of
 * the dashboard are for no other site. Thread-safe.
 */
public final class Cors {
  private static final String ALLOW_ORIGIN = "Access-Control-Allow-Origin";
  private static final String REQUEST_METHOD = "Access-Control-Request-Method";
  private static final String MAX_AGE_S = "600";

  /** What clients of the API send beside the headers that every page may send. */
  private static final String TAKEN =
      "Authorization, Content-Type, Idempotency-Key, If-None-Match, If-Range, Last-Event-ID, Range";

  /** What the official clients of OpenAI send from a browser besides. */
  private static final String TAKEN_OF_OPENAI =
      ", OpenAI-Beta, OpenAI-Organization, OpenAI-Project, X-Stainless-Arch, X-Stainless-Custom-Poll-Interval,"
          + " X-Stainless-Helper-Method, X-Stainless-Lang, X-Stainless-OS, X-Stainless-Package-Version,"
          + " X-Stainless-Poll-Helper, X-Stainless-Retry-Count, X-Stainless-Runtime,"
          + " X-Stainless-Runtime-Version, X-Stainless-Timeout";

  /** What clients of the API read beside the headers that every page may read. */
  private static final String SHOWN =
      "Accept-Ranges, Allow, Content-Disposition, Content-Range, ETag, Idempotency-Replayed, Link,"
          + " Location, Retry-After, WWW-Authenticate, X-Request-Id, X-Should-Retry, X-Task-Id,"
          + " X-Trace-Id";

  /** Paths of the API that do not begin like the others. */
  private static final Set<String> FURTHER =
      Set.of(
          HealthResource.HEALTHZ,
          HealthResource.READYZ,
          "/metrics",
          "/openapi.yaml",
          "/openapi.json");

  private final CorsOrigins origins;
  private final BooleanSupplier needsKey;

  /**
   * The rules of a server.
   *
   * @param needsKey whether the server asks for keys; while it does not, {@code *} allows no site
   */
  public Cors(CorsOrigins origins, BooleanSupplier needsKey) {
    this.origins = origins;
    this.needsKey = needsKey;
  }

  /** Whether a page of this origin may call a path. */
  boolean allows(String path, @Nullable String origin) {
    return origin != null
        && isOfApi(path)
        && (origins.any() ? needsKey.getAsBoolean() : origins.origins().contains(origin));
  }

  /**
   * What an answer says to the browser of whoever asked, also when it is an error; nothing at all
   * while no site may call.
   */
  public Map<String, String> headers(String path, @Nullable String origin) {
    if (origins.isEmpty() || !isOfApi(path)) {
      return Map.of();
    }
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("Vary", "Origin");
    if (origin != null && allows(path, origin)) {
      headers.put(ALLOW_ORIGIN, origins.any() ? "*" : origin);
      headers.put("Access-Control-Expose-Headers", SHOWN);
    }
    return headers;
  }

  /**
   * Answers a browser that asks what a page may send (preflight).
   *
   * @param routes knows the methods of a path
   * @return false when it does not ask that, or of a page or path that there is no answer for
   */
  boolean answered(Context ctx, RouteRoles routes) {
    if (!ctx.method().name().equals("OPTIONS")
        || ctx.header(REQUEST_METHOD) == null
        || !allows(ctx.path(), ctx.header("Origin"))) {
      return false;
    }
    Set<String> methods = routes.methods(ctx.path());
    if (methods.isEmpty()) {
      return false;
    }
    ctx.status(204)
        .header("Access-Control-Allow-Methods", String.join(", ", methods))
        .header(
            "Access-Control-Allow-Headers",
            ctx.path().startsWith(Paths.OPENAI + "/") ? TAKEN + TAKEN_OF_OPENAI : TAKEN)
        .header("Access-Control-Max-Age", MAX_AGE_S);
    return true;
  }

  private static boolean isOfApi(String path) {
    return Paths.isOfApi(path) || FURTHER.contains(path);
  }
}

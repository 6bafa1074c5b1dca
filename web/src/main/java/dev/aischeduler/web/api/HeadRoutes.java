package dev.aischeduler.web.api;

import dev.aischeduler.web.api.reply.ApiException;
import io.javalin.config.RoutesConfig;
import io.javalin.event.HandlerMetaInfo;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.javalin.http.HandlerType;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Answers HEAD on every path that takes GET: by the same handler, whose body is not sent, so that
 * status and headers tell the truth. A stream has no end that such an answer could wait for: there
 * HEAD is not allowed. Confined to the thread that registers routes.
 */
final class HeadRoutes {
  private static final Set<String> STREAMS = Set.of("/events", "/changes");

  private final Map<String, Handler> get = new LinkedHashMap<>();
  private final Set<String> own = new HashSet<>();

  /** Sees each route that is registered. */
  void added(HandlerMetaInfo route) {
    if (route.getHttpMethod().equals(HandlerType.GET)) {
      get.put(route.getPath(), route.getHandler());
    } else if (route.getHttpMethod().equals(HandlerType.HEAD)) {
      own.add(route.getPath());
    }
  }

  /** Registers HEAD where it is missing; to be called after all other routes. */
  void register(RoutesConfig routes) {
    Map<String, Handler> missing = new LinkedHashMap<>(get);
    missing.keySet().removeAll(own);
    missing.forEach(
        (path, handler) ->
            routes.head(
                path, STREAMS.stream().anyMatch(path::endsWith) ? HeadRoutes::refuse : handler));
  }

  private static void refuse(Context ctx) {
    ctx.header("Allow", "GET");
    throw ApiException.of(405, "method-not-allowed", "HEAD " + ctx.path() + " is not allowed")
        .remedy("use GET: it is a stream");
  }
}

package dev.aischeduler.web.api;

import dev.aischeduler.web.api.http.BodyBounds;
import dev.aischeduler.web.api.http.ClientIo;
import dev.aischeduler.web.api.http.ClientLimits;
import dev.aischeduler.web.api.http.HttpCounts;
import dev.aischeduler.web.api.reply.ErrorShape;
import dev.aischeduler.web.api.reply.Problems;
import dev.aischeduler.web.api.reply.RawProblems;
import dev.aischeduler.web.api.wait.BlockedCallerLimit;
import dev.aischeduler.web.api.wait.Streams;
import io.javalin.Javalin;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;

/** The product's way to read requests and write answers, with small limits and a test's routes. */
final class SmallServer implements AutoCloseable {
  static final String READY = "/ready";
  static final String HEALTH = "/health";
  private static final int MAX_BODY = 1 << 20;

  private final ClientIo io;
  private final BlockedCallerLimit places;
  private final Javalin javalin;

  SmallServer(ClientLimits limits, int callers, BiConsumer<RoutesConfig, Streams> routes) {
    this.io = new ClientIo(limits, Set.of(READY, HEALTH), Context::resultInputStream);
    this.places = new BlockedCallerLimit(callers);
    Streams streams = new Streams(places, io.workers(), limits.slowReader(), new HttpCounts());
    this.javalin =
        Javalin.create(
            config -> {
              config.startup.showJavalinBanner = false;
              config.router.handlerWrapper(e -> ctx -> Problems.within(e.handler, ctx));
              io.configure(
                  config,
                  "127.0.0.1",
                  0,
                  null,
                  new RawProblems((path, origin) -> Map.of(), ErrorShape.NONE));
              io.register(config.routes, ctx -> BodyBounds.inMemory(MAX_BODY));
              Problems.register(config.routes, (ctx, problem) -> false, ErrorShape.NONE);
              routes.accept(config.routes, streams);
            });
    javalin.start();
    io.ticker().everySecond(streams::tick);
    io.start();
  }

  String address() {
    return "http://127.0.0.1:" + javalin.port();
  }

  /** Whether a stream could be opened now. */
  boolean hasPlace() {
    return places.take().map(SmallServer::closed).orElse(false);
  }

  private static boolean closed(BlockedCallerLimit.Place place) {
    place.close();
    return true;
  }

  @Override
  public void close() {
    places.close();
    io.close();
    javalin.stop();
  }
}

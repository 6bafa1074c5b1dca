package dev.aischeduler.web.openai.reply;

import dev.aischeduler.web.api.Resource;
import dev.aischeduler.web.api.reply.Paths;
import dev.aischeduler.web.api.reply.Trace;
import io.javalin.config.RoutesConfig;

/** Names each request where the official clients look for it. */
public final class RequestIds implements Resource {
  @Override
  public void register(RoutesConfig routes) {
    routes.before(Paths.OPENAI + "/*", ctx -> ctx.header("X-Request-Id", Trace.id(ctx)));
  }
}

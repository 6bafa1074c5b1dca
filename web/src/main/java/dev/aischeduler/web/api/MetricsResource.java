package dev.aischeduler.web.api;

import dev.aischeduler.web.metrics.Metrics;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;

/** Figures for Prometheus and whatever reads its text format. */
final class MetricsResource implements Resource {
  private static final String TEXT = "text/plain; version=0.0.4; charset=utf-8";
  private final Metrics metrics;

  MetricsResource(Metrics metrics) {
    this.metrics = metrics;
  }

  @Override
  public void register(RoutesConfig routes) {
    routes.get("/metrics", this::metrics);
  }

  private void metrics(Context ctx) {
    ctx.contentType(TEXT).result(metrics.text());
  }
}

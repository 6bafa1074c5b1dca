package dev.aischeduler.web.api;

import dev.aischeduler.engine.JobService;
import dev.aischeduler.web.api.view.ReadyView;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.Map;

/** Liveness and readiness. */
final class HealthResource implements Resource {
  static final String HEALTHZ = "/healthz";

  /** Room for the largest results: ten minutes of speech take 30 MB. */
  private static final long FULL_BELOW_BYTES = 32L << 20;

  private final JobService jobs;
  private final Fleet fleet;
  private final Gate gate;

  HealthResource(JobService jobs, Fleet fleet, Gate gate) {
    this.jobs = jobs;
    this.fleet = fleet;
    this.gate = gate;
  }

  @Override
  public void register(RoutesConfig routes) {
    routes.get(HEALTHZ, ctx -> Replies.json(ctx, 200, Map.of("status", "ok")));
    routes.get("/readyz", this::ready);
  }

  private void ready(Context ctx) {
    boolean database = databaseAnswers();
    boolean room = jobs.artifactSpace().orElse(Long.MAX_VALUE) >= FULL_BELOW_BYTES;
    boolean ready = database && room && fleet.ready() && !gate.isClosed();
    String status = ready ? "ready" : gate.isClosed() ? "draining" : "not_ready";
    if (!ready) {
      ctx.header("Retry-After", "2");
    }
    Replies.json(
        ctx,
        ready ? 200 : 503,
        new ReadyView(status, database ? "up" : "down", room ? "up" : "full", fleet.models()));
  }

  /** Any failure of this small query means that jobs cannot be stored now. */
  private boolean databaseAnswers() {
    try {
      return !jobs.lanes().isEmpty();
    } catch (RuntimeException e) {
      return false;
    }
  }
}

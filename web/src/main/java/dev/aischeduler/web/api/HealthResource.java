package dev.aischeduler.web.api;

import dev.aischeduler.engine.JobService;
import dev.aischeduler.engine.NodeHealth;
import dev.aischeduler.web.access.Caller;
import dev.aischeduler.web.api.reply.Replies;
import dev.aischeduler.web.api.view.HealthView;
import dev.aischeduler.web.api.view.ReadyView;
import dev.aischeduler.web.api.view.ServerState;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.List;
import java.util.Set;

/** Liveness and readiness. */
public final class HealthResource implements Resource {
  public static final String HEALTHZ = "/healthz";

  /** Path of the readiness; open to everybody as well, with details for those who may see them. */
  public static final String READYZ = "/readyz";

  /** Paths that are answered even when nothing else is. */
  static final Set<String> PATHS = Set.of(HEALTHZ, READYZ);

  /** Room for the largest results: ten minutes of speech take 30 MB. */
  private static final long FULL_BELOW_BYTES = 32L << 20;

  private final JobService jobs;
  private final NodeHealth health;
  private final NodeHandlers handlers;
  private final Gate gate;

  HealthResource(JobService jobs, NodeHealth health, NodeHandlers handlers, Gate gate) {
    this.jobs = jobs;
    this.health = health;
    this.handlers = handlers;
    this.gate = gate;
  }

  @Override
  public void register(RoutesConfig routes) {
    routes.get(HEALTHZ, this::health);
    routes.get(READYZ, this::ready);
  }

  private void health(Context ctx) {
    List<String> problems = health.problems().get();
    boolean ok = problems.isEmpty();
    Replies.json(ctx, ok ? 200 : 503, new HealthView(ok ? "ok" : "failing", problems));
  }

  private void ready(Context ctx) {
    boolean database = databaseAnswers();
    boolean room = jobs.artifactSpace().orElse(Long.MAX_VALUE) >= FULL_BELOW_BYTES;
    List<ServerState> servers = health.servers().get().stream().map(ServerState::of).toList();
    boolean working = servers.stream().allMatch(server -> server.state().equals("working"));
    boolean ready = database && room && working && handlers.ready() && !gate.isClosed();
    String status = ready ? "ready" : gate.isClosed() ? "draining" : "not_ready";
    if (!ready) {
      ctx.header("Retry-After", "2");
    }
    ReadyView view =
        new ReadyView(
            status, database ? "up" : "down", room ? "up" : "full", servers, handlers.models());
    // probes of Kubernetes and Docker have no key
    boolean stranger = Caller.of(ctx).equals(Caller.NOBODY);
    Replies.json(ctx, ready ? 200 : 503, stranger ? view.withoutDetails() : view);
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

package dev.aischeduler.web.metrics;

import dev.aischeduler.config.TaskType;
import dev.aischeduler.db.run.RunStatus;
import dev.aischeduler.db.webhook.DeliveryState;
import dev.aischeduler.engine.Engine;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What waits in the database, for all nodes: the oldest job of each lane, open runs, late
 * schedules, webhooks; and what this node made of its webhooks. While the database does not answer
 * they keep their last values, and {@code ai_scheduler_database_up} is 0.
 */
final class WorkMeters implements Meters {
  private static final List<String> KINDS = List.of("bulk", "workflow");
  private static final double MILLIS = 1000;
  private final Engine engine;
  private final List<TaskType> lanes;
  private volatile Seen seen = new Seen(Map.of(), Map.of(), Duration.ZERO, 0, 0);

  /**
   * What was read at the last look.
   *
   * @param oldest age of the oldest job that is queued, by lane
   * @param runs open runs by kind and status
   * @param lateness by which the latest schedule is overdue
   */
  private record Seen(
      Map<TaskType, Duration> oldest,
      Map<String, Map<RunStatus, Long>> runs,
      Duration lateness,
      long missed,
      long pendingWebhooks) {}

  WorkMeters(Engine engine, List<TaskType> lanes) {
    this.engine = engine;
    this.lanes = List.copyOf(lanes);
  }

  @Override
  public void register(MeterRegistry registry) {
    for (TaskType lane : lanes) {
      Gauge.builder(
              "ai_scheduler.lane.oldest.seconds",
              this,
              m -> m.seen.oldest().getOrDefault(lane, Duration.ZERO).toMillis() / MILLIS)
          .tag("lane", lane.wireName())
          .description("Age of the oldest job that is queued; 0 when none is.")
          .register(registry);
    }
    for (String kind : KINDS) {
      for (RunStatus status : RunStatus.values()) {
        if (!status.isFinal()) {
          Gauge.builder("ai_scheduler.runs", this, m -> m.runs(kind, status))
              .tags("kind", kind, "status", status.wireName())
              .description("Bulk runs and workflows that are not over, on all nodes.")
              .register(registry);
        }
      }
    }
    Gauge.builder(
            "ai_scheduler.schedule.lateness.seconds",
            this,
            m -> m.seen.lateness().toMillis() / MILLIS)
        .description("How long the most overdue schedule is overdue; 0 when none is.")
        .register(registry);
    Gauge.builder("ai_scheduler.schedule.missed", this, m -> m.seen.missed())
        .description("Fire times that were missed and not started, of all schedules there are.")
        .register(registry);
    Gauge.builder("ai_scheduler.webhooks.pending", this, m -> m.seen.pendingWebhooks())
        .description("Deliveries that are to be tried, at once or later, by all nodes.")
        .register(registry);
    for (DeliveryState state : DeliveryState.values()) {
      FunctionCounter.builder(
              "ai_scheduler.webhook.attempts", engine, e -> e.webhooks().attempts(state))
          .tag("state", state.wireName())
          .description("Attempts of this node to deliver webhooks, by how the delivery stands.")
          .register(registry);
    }
  }

  private double runs(String kind, RunStatus status) {
    return seen.runs().getOrDefault(kind, Map.of()).getOrDefault(status, 0L);
  }

  @Override
  public void refresh() {
    Map<TaskType, Duration> oldest =
        lanes.stream()
            .collect(Collectors.toMap(lane -> lane, lane -> engine.jobs().oldestQueued(lane)));
    seen =
        new Seen(
            oldest,
            engine.runs().open(),
            engine.schedules().lateness(),
            engine.schedules().missed(),
            engine.webhooks().pending());
  }
}

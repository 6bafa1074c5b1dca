package dev.aischeduler.web.metrics;

import dev.aischeduler.config.TaskType;
import dev.aischeduler.engine.JobService;
import dev.aischeduler.engine.lane.LaneView;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/**
 * The lanes as the database has them, for all nodes; read once for each look. While the database
 * does not answer they have no value, and {@code ai_scheduler_database_up} is 0.
 */
final class LaneMeters implements Meters {
  private final JobService jobs;
  private final List<TaskType> lanes;
  private volatile Map<TaskType, LaneView> views = Map.of();

  LaneMeters(JobService jobs, List<TaskType> lanes) {
    this.lanes = List.copyOf(lanes);
    this.jobs = jobs;
  }

  @Override
  public void register(MeterRegistry registry) {
    Gauge.builder("ai_scheduler.database.up", this, m -> m.views.isEmpty() ? 0 : 1)
        .description("1 when the database answered just now.")
        .register(registry);
    for (TaskType lane : lanes) {
      jobs(registry, lane, "queued", LaneView::queued);
      jobs(registry, lane, "scheduled", LaneView::scheduled);
      jobs(registry, lane, "running", LaneView::running);
      gauge("slots", lane, LaneView::maxConcurrent)
          .description("Jobs of the lane that this node may run at once.")
          .register(registry);
      gauge("paused", lane, view -> view.paused() ? 1 : 0)
          .description("1 while the lane starts no jobs.")
          .register(registry);
    }
  }

  private void jobs(
      MeterRegistry registry, TaskType lane, String state, ToDoubleFunction<LaneView> figure) {
    gauge("jobs", lane, figure)
        .tag("state", state)
        .description("Jobs that are not final, on all nodes.")
        .register(registry);
  }

  private Gauge.Builder<LaneMeters> gauge(
      String name, TaskType lane, ToDoubleFunction<LaneView> figure) {
    return Gauge.builder(
            "ai_scheduler.lane." + name,
            this,
            m -> {
              LaneView view = m.views.get(lane);
              return view == null ? Double.NaN : figure.applyAsDouble(view);
            })
        .tag("lane", lane.wireName());
  }

  @Override
  public void refresh() {
    try {
      views = jobs.lanes().stream().collect(Collectors.toMap(LaneView::lane, Function.identity()));
    } catch (RuntimeException e) {
      views = Map.of();
      throw e;
    }
  }
}

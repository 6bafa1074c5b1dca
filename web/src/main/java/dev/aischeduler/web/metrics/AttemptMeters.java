package dev.aischeduler.web.metrics;

import dev.aischeduler.config.TaskType;
import dev.aischeduler.engine.attempt.AttemptCounts;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;

/** What the attempts of this node came to. */
final class AttemptMeters implements Meters {
  private final AttemptCounts counts;
  private final List<TaskType> lanes;

  AttemptMeters(AttemptCounts counts, List<TaskType> lanes) {
    this.lanes = List.copyOf(lanes);
    this.counts = counts;
  }

  @Override
  public void register(MeterRegistry registry) {
    for (TaskType lane : lanes) {
      for (AttemptCounts.End end : AttemptCounts.End.values()) {
        FunctionCounter.builder("ai_scheduler.attempts", counts, c -> c.of(lane, end))
            .tag("lane", lane.wireName())
            .tag("end", end.wireName())
            .description("Attempts of this node that ended, by how they did.")
            .register(registry);
      }
      FunctionCounter.builder("ai_scheduler.retries", counts, c -> c.retries(lane))
          .tag("lane", lane.wireName())
          .description("Failed attempts of this node after which the job runs again.")
          .register(registry);
      FunctionCounter.builder("ai_scheduler.attempts.run.seconds", counts, c -> c.seconds(lane))
          .tag("lane", lane.wireName())
          .description("Seconds that the ended attempts of this node ran.")
          .register(registry);
    }
  }
}

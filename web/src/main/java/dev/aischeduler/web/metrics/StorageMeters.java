package dev.aischeduler.web.metrics;

import dev.aischeduler.engine.JobService;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.OptionalLong;

/** Room for results, and the orphans that this node recovered. */
final class StorageMeters implements Meters {
  private final JobService jobs;

  StorageMeters(JobService jobs) {
    this.jobs = jobs;
  }

  @Override
  public void register(MeterRegistry registry) {
    for (String kind : jobs.repairs().keySet()) {
      FunctionCounter.builder("ai_scheduler.repairs", jobs, j -> j.repairs().get(kind))
          .tag("kind", kind)
          .description("Jobs whose bookkeeping this node repaired; 0 in a healthy system.")
          .register(registry);
    }
    Gauge.builder("ai_scheduler.artifacts.free", jobs, StorageMeters::free)
        .baseUnit("bytes")
        .description("Bytes left for results; NaN when only the database knows.")
        .register(registry);
  }

  private static double free(JobService jobs) {
    OptionalLong bytes = jobs.artifactSpace();
    return bytes.isPresent() ? bytes.getAsLong() : Double.NaN;
  }
}

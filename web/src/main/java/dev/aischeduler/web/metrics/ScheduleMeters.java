package dev.aischeduler.web.metrics;

import dev.aischeduler.engine.schedule.Schedules;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;

/** Repairs by the watchdog of schedules. */
final class ScheduleMeters implements Meters {
  private final Schedules schedules;

  ScheduleMeters(Schedules schedules) {
    this.schedules = schedules;
  }

  @Override
  public void register(MeterRegistry registry) {
    FunctionCounter.builder("ai_scheduler.schedule.repairs", schedules, Schedules::repairs)
        .description(
            "Schedules that had not fired in time and stuck triggers; 0 in a healthy system.")
        .register(registry);
  }
}

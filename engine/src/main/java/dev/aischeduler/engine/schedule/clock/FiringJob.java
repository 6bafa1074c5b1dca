package dev.aischeduler.engine.schedule.clock;

import java.util.UUID;
import java.util.function.Consumer;
import org.quartz.Job;
import org.quartz.JobExecutionContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands the id of the schedule whose trigger fired to whoever decides about it. Quartz stores the
 * name of this class in its tables: it must not be renamed.
 */
public final class FiringJob implements Job {
  private static final Logger LOG = LoggerFactory.getLogger(FiringJob.class);
  private final Consumer<UUID> fired;

  FiringJob(Consumer<UUID> fired) {
    this.fired = fired;
  }

  /** Never throws: Quartz would put the trigger into a state that it never leaves. */
  @Override
  public void execute(JobExecutionContext context) {
    String name = context.getTrigger().getKey().getName();
    try {
      fired.accept(UUID.fromString(name));
    } catch (RuntimeException e) {
      // the watchdog finds that its time has passed
      LOG.warn("schedule {} fired but nothing could be decided yet: {}", name, e.toString());
    }
  }
}

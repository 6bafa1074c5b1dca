package dev.aischeduler.engine;

import dev.aischeduler.db.bot.BotMessageStore;
import dev.aischeduler.db.job.JobRemoval;
import dev.aischeduler.db.schedule.ScheduleRunStore;
import dev.aischeduler.db.webhook.DeliveryStore;
import dev.aischeduler.engine.retention.Retention;
import dev.aischeduler.engine.system.SystemJobs;
import dev.aischeduler.engine.system.SystemTask;
import dev.aischeduler.engine.webhook.Webhooks;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The durable background work of the service itself, as kinds of system jobs. Thread-safe. */
final class SystemParts {
  private static final Duration RETENTION = Duration.ofHours(1);
  private static final Duration FIRST_RETENTION = Duration.ofMinutes(1);

  private final SystemJobs jobs;

  SystemParts(NodeSetup setup, Stores stores, JobParts jobParts, RunParts runs, Webhooks webhooks) {
    Retention retention =
        new Retention(
            setup.settings(),
            stores.types(),
            new JobRemoval(setup.database()),
            stores.runs(),
            runs.batch()::forget,
            new ScheduleRunStore(setup.database()),
            setup.artifacts(),
            stores.manifests(),
            new DeliveryStore(setup.database()),
            stores.objects(),
            new BotMessageStore(setup.database()),
            setup.clock());
    List<SystemTask> tasks = new ArrayList<>(setup.systemTasks());
    tasks.addAll(List.of(jobParts.actions(), retention, runs.turns(), webhooks.task()));
    this.jobs =
        new SystemJobs(setup.database(), setup.settings().node().name(), tasks, Clock.systemUTC());
    jobs.every(RETENTION, FIRST_RETENTION, Retention.KIND, "{}");
  }

  /** Not started yet. */
  SystemJobs jobs() {
    return jobs;
  }
}

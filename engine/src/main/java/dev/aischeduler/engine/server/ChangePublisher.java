package dev.aischeduler.engine.server;

import dev.aischeduler.config.TaskType;
import dev.aischeduler.db.job.Job;
import dev.aischeduler.db.job.JobEvent;
import dev.aischeduler.db.job.JobStatus;
import dev.aischeduler.db.queue.Transition;
import dev.aischeduler.db.signal.Signal;
import dev.aischeduler.engine.event.EventLog;
import dev.aischeduler.engine.event.JobEvents;
import dev.aischeduler.engine.supervision.Wakeup;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes committed changes to the watchers of the jobs, the job servers of this node, and the
 * other nodes. Whoever made a change calls it afterwards. Thread-safe. Never throws: the change is
 * committed, and all of them also poll.
 */
public final class ChangePublisher {
  private static final Logger LOG = LoggerFactory.getLogger(ChangePublisher.class);

  private final JobEvents events;
  private final EventLog log;
  private final LanesToScan lanesToScan;
  private final Wakeup dueJobs;
  private final Runnable jobsEnded;
  private final Runnable webhooksDue;
  private final Consumer<Signal> signals;

  /**
   * @param dueJobs wakes the timer of scheduled jobs
   * @param jobsEnded is told that some jobs became final; must be quick
   * @param webhooksDue is told that webhooks wait for their delivery; must be quick
   * @param signals reaches the other nodes
   */
  public ChangePublisher(
      JobEvents events,
      EventLog log,
      LanesToScan lanesToScan,
      Wakeup dueJobs,
      Runnable jobsEnded,
      Runnable webhooksDue,
      Consumer<Signal> signals) {
    this.events = events;
    this.log = log;
    this.lanesToScan = lanesToScan;
    this.dueJobs = dueJobs;
    this.jobsEnded = jobsEnded;
    this.webhooksDue = webhooksDue;
    this.signals = signals;
  }

  /** New jobs were stored, in whatever state. */
  public void created(List<Job> jobs) {
    for (Job job : jobs) {
      if (job.status() == JobStatus.QUEUED) {
        lanesToScan.add(job.type(), job.sortKey());
      }
    }
    announce(
        jobs.stream()
            .filter(j -> j.status() == JobStatus.QUEUED)
            .map(Job::type)
            .collect(Collectors.toSet()),
        jobs.stream().anyMatch(job -> job.status() == JobStatus.SCHEDULED));
    stored(jobs.stream().map(Job::id).toList());
    log.created(
        jobs.stream()
            .filter(job -> job.status() == JobStatus.QUEUED)
            .map(job -> JobEvent.created(job.id(), job.createdAt()))
            .toList());
  }

  /** Jobs changed their state. */
  public void changed(Collection<Transition> changes) {
    if (changes.isEmpty()) {
      return;
    }
    Set<TaskType> queued =
        changes.stream()
            .filter(change -> change.to() == JobStatus.QUEUED)
            .map(Transition::lane)
            .collect(Collectors.toSet());
    lanesToScan.add(queued);
    announce(queued, changes.stream().anyMatch(change -> change.to() == JobStatus.SCHEDULED));
    stored(changes.stream().map(Transition::job).toList());
    if (changes.stream().anyMatch(change -> change.to().isFinal())) {
      jobsEnded.run();
    }
  }

  /** Webhooks were stored with changes. */
  public void webhooksDue() {
    webhooksDue.run();
  }

  /** The order of waiting jobs changed. */
  public void reordered() {
    lanesToScan.addEveryLane();
    signals.accept(new Signal.Refresh());
  }

  /** Jobs of this node began to run: no lane has more to start for it. */
  public void started(List<UUID> jobs) {
    if (!jobs.isEmpty()) {
      stored(jobs);
    }
  }

  private void stored(List<UUID> jobs) {
    log.wake();
    try {
      events.stored(jobs);
    } catch (RuntimeException | Error e) {
      LOG.warn("watchers of {} jobs learn later of a change: {}", jobs.size(), e.toString());
    }
  }

  private void announce(Set<TaskType> queued, boolean scheduled) {
    if (!queued.isEmpty()) {
      signals.accept(new Signal.Queued(queued));
    }
    if (scheduled) {
      dueJobs.signal();
      signals.accept(new Signal.Refresh());
    }
  }
}

package dev.aischeduler.engine.retention;

import dev.aischeduler.config.Settings;
import dev.aischeduler.config.TaskType;
import dev.aischeduler.db.artifact.ArtifactStore;
import dev.aischeduler.db.bot.BotMessageStore;
import dev.aischeduler.db.job.JobRemoval;
import dev.aischeduler.db.job.JobStatus;
import dev.aischeduler.db.openai.OpenAiObject;
import dev.aischeduler.db.openai.OpenAiObjectStore;
import dev.aischeduler.db.run.Run;
import dev.aischeduler.db.run.RunStore;
import dev.aischeduler.db.schedule.ScheduleRunStore;
import dev.aischeduler.db.webhook.DeliveryStore;
import dev.aischeduler.engine.system.SystemContext;
import dev.aischeduler.engine.system.SystemTask;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.BiConsumer;

/**
 * Removes final jobs and runs after {@code retention.jobs_days}, with history and artifacts, the
 * fire times of schedules, deliveries of webhooks and messages to bots that are as old, what
 * belongs to them alone, and artifact content that no job refers to. In small transactions, so that
 * it never stands in the queue's way.
 */
public final class Retention implements SystemTask {
  /** Of the system job. */
  public static final String KIND = "retention";

  private static final int BATCH = 200;

  private static final int RUNS = 20;

  /** A result that is on its way when its attempt ends. */
  private static final Duration MARGIN = Duration.ofDays(1);

  private final List<TaskType> lanes;
  private final JobRemoval jobs;
  private final RunStore runs;
  private final BiConsumer<UUID, String> forgetBooks;
  private final ScheduleRunStore fireTimes;
  private final ArtifactStore artifacts;
  private final ArtifactStore manifests;
  private final DeliveryStore deliveries;
  private final OpenAiObjectStore objects;
  private final BotMessageStore botMessages;
  private final Clock clock;
  private final Duration keepJobs;
  private final Duration keepArtifacts;

  /**
   * A retention as configured.
   *
   * @param lanes all that may have jobs
   * @param forgetBooks removes what Spring Batch keeps of a run, by its id and kind
   */
  public Retention(
      Settings settings,
      List<TaskType> lanes,
      JobRemoval jobs,
      RunStore runs,
      BiConsumer<UUID, String> forgetBooks,
      ScheduleRunStore fireTimes,
      ArtifactStore artifacts,
      ArtifactStore manifests,
      DeliveryStore deliveries,
      OpenAiObjectStore objects,
      BotMessageStore botMessages,
      Clock clock) {
    this.lanes = List.copyOf(lanes);
    this.jobs = jobs;
    this.runs = runs;
    this.forgetBooks = forgetBooks;
    this.fireTimes = fireTimes;
    this.artifacts = artifacts;
    this.manifests = manifests;
    this.deliveries = deliveries;
    this.objects = objects;
    this.botMessages = botMessages;
    this.clock = clock;
    this.keepJobs = Duration.ofDays(settings.retention().jobsDays());
    this.keepArtifacts = Duration.ofDays(settings.artifacts().retentionDays());
  }

  @Override
  public String kind() {
    return KIND;
  }

  /** The next run comes soon anyway. */
  @Override
  public int retries() {
    return 3;
  }

  @Override
  public String run(String document, SystemContext context) {
    Instant now = clock.instant();
    // first, since their jobs stay as long as they
    removeRuns(now.minus(keepJobs), context);
    removeFireTimes(now.minus(keepJobs), context);
    removeDeliveries(now.minus(keepJobs), context);
    removeBotMessages(now.minus(keepJobs), context);
    long removed = removeJobs(now.minus(keepJobs), context);
    int expired = artifacts.deleteCreatedBefore(now.minus(keepArtifacts));
    removeObjects(now, context);
    context.checkCancelled();
    Instant unreferenced = unreferencedSince(now);
    int contents = artifacts.collectGarbage(unreferenced);
    // kept in the database, wherever results are
    contents += manifests.collectGarbage(unreferenced);
    return "removed "
        + removed
        + " jobs, "
        + expired
        + " artifacts and the bytes of "
        + contents
        + " that no job refers to";
  }

  /**
   * An attempt stores its content long before the row that refers to it: an attempt of a lane may
   * take seven days. Content that is older than every running attempt is nobody's.
   */
  private Instant unreferencedSince(Instant now) {
    Instant oldest = jobs.oldestRunningStart().filter(now::isAfter).orElse(now);
    return oldest.minus(MARGIN);
  }

  private void removeRuns(Instant before, SystemContext context) {
    List<Run> some = runs.endedBefore(before, RUNS);
    while (!some.isEmpty()) {
      for (Run run : some) {
        context.checkCancelled();
        forgetBooks.accept(run.id(), run.kind());
        runs.remove(run.id());
      }
      some = runs.endedBefore(before, RUNS);
    }
  }

  private void removeFireTimes(Instant before, SystemContext context) {
    int removed = BATCH;
    while (removed == BATCH) {
      context.checkCancelled();
      removed = fireTimes.removeDecidedBefore(before, BATCH);
    }
  }

  private void removeDeliveries(Instant before, SystemContext context) {
    int removed = BATCH;
    while (removed == BATCH) {
      context.checkCancelled();
      removed = deliveries.removeEndedBefore(before, BATCH);
    }
  }

  /** Of jobs and runs that are gone by now, and of files whose bytes are. */
  private void removeObjects(Instant now, SystemContext context) {
    for (OpenAiObject.Kind kind : OpenAiObject.Kind.values()) {
      Duration keep = kind == OpenAiObject.Kind.FILE ? keepArtifacts : keepJobs;
      UUID position = null;
      do {
        context.checkCancelled();
        position = objects.removeBefore(kind, now.minus(keep), position, BATCH).orElse(null);
      } while (position != null);
    }
  }

  private void removeBotMessages(Instant before, SystemContext context) {
    int removed = BATCH;
    while (removed == BATCH) {
      context.checkCancelled();
      removed = botMessages.removeCreatedBefore(before, BATCH);
    }
  }

  private long removeJobs(Instant before, SystemContext context) {
    long removed = 0;
    for (TaskType lane : lanes) {
      for (JobStatus status : JobStatus.values()) {
        if (status.isFinal()) {
          removed = removeJobs(status, lane, before, removed, context);
        }
      }
    }
    return removed;
  }

  /** Returns how many are removed by then, those included that were removed before. */
  private long removeJobs(
      JobStatus status, TaskType lane, Instant before, long removedBefore, SystemContext context) {
    long removed = removedBefore;
    UUID position = null;
    do {
      context.checkCancelled();
      JobRemoval.Step step = jobs.removeSome(status, lane, before, position, BATCH);
      removed += step.removed();
      position = step.next();
      context.progress(0, removed + " jobs removed");
    } while (position != null);
    return removed;
  }
}

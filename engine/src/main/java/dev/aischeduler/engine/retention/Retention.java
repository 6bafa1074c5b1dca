package dev.aischeduler.engine.retention;

import dev.aischeduler.config.Settings;
import dev.aischeduler.config.TaskType;
import dev.aischeduler.db.artifact.ArtifactStore;
import dev.aischeduler.db.job.JobStore;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Removes final jobs after {@code retention.jobs_days}, with history and artifacts, and artifact
 * content that no job refers to. In small transactions, so that it never stands in the queue's way.
 */
public final class Retention implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(Retention.class);
  private static final int BATCH = 200;
  private static final Duration UNREFERENCED = Duration.ofDays(1);

  private final JobStore jobs;
  private final ArtifactStore artifacts;
  private final Clock clock;
  private final Duration keepJobs;
  private final Duration keepArtifacts;

  /** A retention run as configured. */
  public Retention(Settings settings, JobStore jobs, ArtifactStore artifacts, Clock clock) {
    this.jobs = jobs;
    this.artifacts = artifacts;
    this.clock = clock;
    this.keepJobs = Duration.ofDays(settings.retention().jobsDays());
    this.keepArtifacts = Duration.ofDays(settings.artifacts().retentionDays());
  }

  /** Removes everything that is due; problems are logged and left to the next run. */
  @Override
  public void run() {
    try {
      long removed = removeJobs(clock.instant().minus(keepJobs));
      int expired = artifacts.deleteCreatedBefore(clock.instant().minus(keepArtifacts));
      long contents = artifacts.collectGarbage(clock.instant().minus(UNREFERENCED));
      if (removed + expired + contents > 0) {
        LOG.info(
            "retention removed {} jobs, {} artifacts and the bytes of {}",
            removed,
            expired,
            contents);
      }
    } catch (RuntimeException e) {
      LOG.warn("retention could not finish: {}", e.toString());
    }
  }

  private long removeJobs(Instant before) {
    long removed = 0;
    for (TaskType lane : TaskType.values()) {
      List<UUID> batch;
      do {
        batch = jobs.finishedBefore(lane, before, BATCH);
        jobs.delete(batch);
        removed += batch.size();
      } while (batch.size() == BATCH);
    }
    return removed;
  }
}

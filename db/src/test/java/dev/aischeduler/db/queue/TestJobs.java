package dev.aischeduler.db.queue;

import dev.aischeduler.config.TaskType;
import dev.aischeduler.config.TestTaskTypes;
import dev.aischeduler.db.job.Job;
import dev.aischeduler.db.job.JobStatus;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Jobs that have no attempt yet. */
public final class TestJobs {
  /** When each was created, and a scheduled one may start. */
  static final Instant AT = Instant.parse("2026-11-23T10:00:00.123456Z");

  private TestJobs() {}

  static Job job(JobStatus status) {
    return job(status, 1, null);
  }

  /** A job of a type that waits with this sort key. */
  public static Job waiting(TaskType type, long sortKey) {
    return job(type, JobStatus.QUEUED, sortKey, null);
  }

  static Job job(JobStatus status, long sortKey, @Nullable String uniqueKey) {
    return job(TestTaskTypes.LLM, status, sortKey, uniqueKey);
  }

  private static Job job(
      TaskType type, JobStatus status, long sortKey, @Nullable String uniqueKey) {
    return new Job(
        UUID.randomUUID(),
        type,
        "gpu",
        5,
        sortKey,
        status,
        0,
        null,
        0,
        3,
        0,
        "{}",
        null,
        null,
        null,
        null,
        "default",
        List.of(),
        null,
        AT,
        status == JobStatus.SCHEDULED ? AT : null,
        null,
        null,
        60,
        uniqueKey,
        null,
        0,
        null,
        null,
        null,
        null,
        null);
  }
}

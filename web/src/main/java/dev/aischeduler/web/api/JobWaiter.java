package dev.aischeduler.web.api;

import dev.aischeduler.db.job.Job;
import dev.aischeduler.engine.JobService;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

/** Waits for jobs on behalf of synchronous callers. Thread-safe. */
final class JobWaiter {
  private static final Duration GLANCE = Duration.ofSeconds(1);

  private final JobService jobs;
  private final WaitingRoom room;

  JobWaiter(JobService jobs, WaitingRoom room) {
    this.jobs = jobs;
    this.room = room;
  }

  /**
   * Waits on the calling thread until the job is final.
   *
   * @return the final job; empty when the time is over, too many callers wait already, or the
   *     server stops: the job itself goes on
   */
  Optional<Job> await(UUID id, Duration atMost) {
    if (!room.enter()) {
      return Optional.empty();
    }
    try {
      long end = System.nanoTime() + atMost.toNanos();
      while (!room.isClosed()) {
        long left = end - System.nanoTime();
        if (left <= 0) {
          break;
        }
        Duration slice = Duration.ofNanos(Math.min(left, GLANCE.toNanos()));
        Optional<Job> job = look(id, slice);
        if (job.isPresent() && job.get().status().isFinal()) {
          return job;
        }
      }
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    } finally {
      room.leave();
    }
  }

  /** Empty while the database is away: the job is stored, and its news will come. */
  private Optional<Job> look(UUID id, Duration slice) throws InterruptedException {
    try {
      return Optional.of(jobs.await(id, slice));
    } catch (RuntimeException e) {
      if (!Problems.isDatabase(e)) {
        throw e;
      }
      room.pause(slice);
      return Optional.empty();
    }
  }
}

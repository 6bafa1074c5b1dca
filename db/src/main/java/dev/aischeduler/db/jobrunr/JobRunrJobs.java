package dev.aischeduler.db.jobrunr;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import dev.aischeduler.db.job.Job;
import dev.aischeduler.db.job.JobStatus;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jobrunr.jobs.JobDetails;
import org.jobrunr.jobs.states.EnqueuedState;
import org.jobrunr.jobs.states.JobState;
import org.jobrunr.jobs.states.ProcessingState;
import org.jobrunr.jobs.states.ScheduledState;

/**
 * JobRunr's view of our jobs: its objects, made from our rows, and its JSON documents, written by
 * hand and with the present state alone, because every state change writes one. JobRunr's own
 * mapper reads them; the history is in {@code job_event}.
 */
final class JobRunrJobs {
  private static final JobDetails DETAILS = details();

  private JobRunrJobs() {}

  private static JobDetails details() {
    JobDetails details = new JobDetails(RunJob.class.getName(), null, RunJob.METHOD, List.of());
    details.setCacheable(true);
    return details;
  }

  /** A job that waits: scheduled or queued, as its row says. */
  static org.jobrunr.jobs.Job waiting(Job row, int version) {
    JobState state =
        row.status() == JobStatus.SCHEDULED && row.runAt() != null
            ? new ScheduledState(row.runAt())
            : new EnqueuedState();
    return of(row, version, state);
  }

  /** A job that may start now. */
  static org.jobrunr.jobs.Job queued(Job row, int version) {
    return of(row, version, new EnqueuedState());
  }

  /** A job that runs on a server that JobRunr does not know. */
  static org.jobrunr.jobs.Job running(Job row, int version) {
    return of(row, version, new ProcessingState(UUID.randomUUID(), String.valueOf(row.node())));
  }

  private static org.jobrunr.jobs.Job of(Job row, int version, JobState state) {
    org.jobrunr.jobs.Job job =
        new org.jobrunr.jobs.Job(
            row.id(), version, DETAILS, List.of(state), new ConcurrentHashMap<>());
    job.setJobName(row.type().wireName());
    // our RetryPolicy elects the next state, not JobRunr's stock filter
    job.setAmountOfRetries(0);
    return job;
  }

  /**
   * The document of an open job.
   *
   * @throws IllegalArgumentException for a state that ends a job: such a job has no row
   */
  static String document(org.jobrunr.jobs.Job job, int version, JobState state) {
    StringBuilder json =
        new StringBuilder(512)
            .append("{\"id\":\"")
            .append(job.getId())
            .append("\",\"version\":")
            .append(version)
            .append(",\"jobDetails\":{\"className\":\"")
            .append(DETAILS.getClassName())
            .append("\",\"methodName\":\"")
            .append(DETAILS.getMethodName())
            .append("\",\"jobParameters\":[],\"cacheable\":true},\"jobHistory\":[{\"@class\":\"")
            .append(state.getClass().getName())
            .append("\",\"state\":\"")
            .append(state.getName())
            .append('"');
    time(json, "createdAt", state.getCreatedAt());
    if (state instanceof ProcessingState processing) {
      text(json, "serverId", processing.getServerId().toString());
      text(json, "serverName", processing.getServerName());
      time(json, "updatedAt", processing.getUpdatedAt());
    } else if (state instanceof ScheduledState scheduled) {
      time(json, "scheduledAt", scheduled.getScheduledAt());
      if (scheduled.getReason() != null) {
        text(json, "reason", scheduled.getReason());
      }
    } else if (!(state instanceof EnqueuedState)) {
      throw new IllegalArgumentException("job " + job.getId() + " is over: " + state.getName());
    }
    json.append("}],\"metadata\":{\"@class\":\"java.util.concurrent.ConcurrentHashMap\"}");
    text(json, "jobSignature", job.getJobSignature());
    text(json, "jobName", job.getJobName());
    return json.append(",\"amountOfRetries\":0,\"labels\":[]}").toString();
  }

  private static void time(StringBuilder json, String field, Instant at) {
    json.append(",\"").append(field).append("\":\"").append(at).append('"');
  }

  private static void text(StringBuilder json, String field, String value) {
    json.append(",\"").append(field).append("\":\"");
    JsonStringEncoder.getInstance().quoteAsString(value, json);
    json.append('"');
  }
}

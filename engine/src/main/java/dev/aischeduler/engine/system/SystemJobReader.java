package dev.aischeduler.engine.system;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jobrunr.jobs.Job;
import org.jobrunr.jobs.context.JobDashboardLogger.JobDashboardLogLine;
import org.jobrunr.jobs.context.JobDashboardLogger.JobDashboardLogLines;
import org.jobrunr.jobs.states.FailedState;
import org.jobrunr.jobs.states.ProcessingState;
import org.jobrunr.jobs.states.ScheduledState;
import org.jobrunr.jobs.states.StateName;
import org.jobrunr.jobs.states.SucceededState;
import org.jspecify.annotations.Nullable;

/** Reads what JobRunr stored as a system job. */
final class SystemJobReader {
  private SystemJobReader() {}

  /**
   * The system job.
   *
   * @param run of it in this process, which knows more than what is stored
   * @return empty for one that JobRunr has taken away after its time
   */
  static Optional<SystemJob> read(Job job, @Nullable SystemContext run) {
    boolean succeeded = job.getLastJobStateOfType(SucceededState.class).isPresent();
    if (job.hasState(StateName.DELETED) && succeeded) {
      return Optional.empty();
    }
    SystemJobState state = state(job.getState());
    SystemJobRequest request = request(job);
    Map<String, Object> saved = job.getMetadata();
    boolean here = run != null && state == SystemJobState.RUNNING;
    double stored = saved.get(SystemContext.PROGRESS) instanceof Number n ? n.doubleValue() : 0;
    List<ProcessingState> runs = job.getJobStatesOfType(ProcessingState.class).toList();
    ProcessingState last = runs.isEmpty() ? null : runs.get(runs.size() - 1);
    return Optional.of(
        new SystemJob(
            job.getId(),
            request.kind(),
            request.key(),
            request.document(),
            state,
            succeeded ? 1 : here ? run.fraction() : stored,
            here ? run.note() : note(saved),
            runs.size(),
            succeeded ? null : error(job),
            last == null ? null : last.getServerName(),
            job.getCreatedAt(),
            state == SystemJobState.SCHEDULED
                ? job.<ScheduledState>getJobState().getScheduledAt()
                : null,
            runs.isEmpty() ? null : runs.get(0).getCreatedAt(),
            state.isFinal() ? time(job) : null));
  }

  private static SystemJobRequest request(Job job) {
    return job.getJobDetails().getJobParameterValues()[0] instanceof SystemJobRequest request
        ? request
        : new SystemJobRequest("unknown", "", "{}");
  }

  private static Instant time(Job job) {
    return job.getJobState(-1).getCreatedAt();
  }

  private static @Nullable String error(Job job) {
    return job.getLastJobStateOfType(FailedState.class)
        .map(f -> Objects.requireNonNullElse(f.getExceptionMessage(), f.getMessage()))
        .orElse(null);
  }

  private static String note(Map<String, Object> saved) {
    if (saved.get(SystemContext.NOTE) instanceof String note) {
      return note;
    }
    return saved.values().stream()
        .filter(JobDashboardLogLines.class::isInstance)
        .flatMap(lines -> ((JobDashboardLogLines) lines).getLogLines().stream())
        .map(JobDashboardLogLine::getLogMessage)
        .reduce("", (first, second) -> second);
  }

  private static SystemJobState state(StateName name) {
    return switch (name) {
      case AWAITING, SCHEDULED -> SystemJobState.SCHEDULED;
      case ENQUEUED -> SystemJobState.QUEUED;
      case PROCESSING -> SystemJobState.RUNNING;
      case SUCCEEDED -> SystemJobState.SUCCEEDED;
      case FAILED -> SystemJobState.FAILED;
      case DELETED -> SystemJobState.CANCELLED;
    };
  }
}

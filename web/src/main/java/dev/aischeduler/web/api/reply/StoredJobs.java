package dev.aischeduler.web.api.reply;

import io.javalin.http.Context;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The jobs that a request has stored, or perhaps stored: errors of the server name them, so that no
 * answer leaves a job behind that its caller does not know.
 *
 * @param ids of new jobs
 * @param bulk whether the request is one of many submissions
 * @param certain false while they are about to be stored: a connection that breaks at a commit does
 *     not tell whether it was done
 */
public record StoredJobs(List<UUID> ids, boolean bulk, boolean certain) {
  private static final String ATTRIBUTE = "stored_jobs";
  private static final int SERVER_ERRORS = 500;

  /** The job of this request is about to be stored. */
  public static void storing(Context ctx, UUID job) {
    ctx.attribute(ATTRIBUTE, new StoredJobs(List.of(job), false, false));
  }

  /** The job of this request is stored. */
  public static void stored(Context ctx, UUID job) {
    ctx.attribute(ATTRIBUTE, new StoredJobs(List.of(job), false, true));
  }

  /** The new jobs of this bulk submission are about to be stored. */
  public static void storingAll(Context ctx, List<UUID> jobs) {
    ctx.attribute(ATTRIBUTE, new StoredJobs(List.copyOf(jobs), true, false));
  }

  /** The new jobs of this bulk submission are stored. */
  public static void storedAll(Context ctx, List<UUID> jobs) {
    ctx.attribute(ATTRIBUTE, new StoredJobs(List.copyOf(jobs), true, true));
  }

  /** The problem with the jobs of this request, if it is an error of the server. */
  public static ApiException named(Context ctx, ApiException e) {
    @Nullable StoredJobs jobs = ctx.attribute(ATTRIBUTE);
    boolean names = jobs != null && !jobs.ids().isEmpty();
    if (!names || e.taskId() != null || e.status() < SERVER_ERRORS) {
      return e;
    }
    ApiException named = jobs.bulk() ? e.jobs(jobs.ids()) : e.job(jobs.ids().get(0), e.errorType());
    return named.remedy(jobs.remedy());
  }

  private String remedy() {
    if (certain) {
      return bulk
          ? "the tasks are stored and go on; ask for their status, do not send them again"
          : "the task is stored and goes on; ask for its status, do not send it again";
    }
    return bulk
        ? "ask for the status of one of task_ids: they were stored all or none; 404 means none, and"
            + " the call can be sent again; tasks with an idempotency_key can be sent again in any"
            + " case"
        : "ask for the status of task_id: 404 means that the task was not stored and can be sent"
            + " again; with an Idempotency-Key it can be sent again in any case";
  }
}

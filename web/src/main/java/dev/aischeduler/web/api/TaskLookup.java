package dev.aischeduler.web.api;

import dev.aischeduler.engine.JobService;
import dev.aischeduler.engine.lane.JobDetails;
import dev.aischeduler.web.access.Caller;
import dev.aischeduler.web.api.reply.ApiException;
import dev.aischeduler.web.api.reply.Paths;
import io.javalin.http.Context;
import java.util.UUID;

/** Finds the job that a request is about, among those that its caller sees. */
public final class TaskLookup {
  private TaskLookup() {}

  /**
   * The job with this id.
   *
   * @throws ApiException 404 when the caller sees none
   */
  public static JobDetails find(JobService jobs, Caller caller, UUID id) {
    return jobs.find(id)
        .filter(found -> caller.sees(found.job().tenant()))
        .orElseThrow(() -> Paths.unknownTask(id.toString()));
  }

  /**
   * The job named in the path.
   *
   * @throws ApiException 404 when the caller sees none
   */
  public static JobDetails find(JobService jobs, Context ctx) {
    return find(jobs, Caller.of(ctx), Paths.taskId(ctx));
  }

  /**
   * The id in the path, of a job that the caller may work on. Whether the job exists is not asked
   * for callers who see all.
   *
   * @throws ApiException 404 when the caller sees no such job
   */
  static UUID id(JobService jobs, Context ctx) {
    UUID id = Paths.taskId(ctx);
    Caller caller = Caller.of(ctx);
    if (caller.tenant() != null && !jobs.tenant(id).map(caller::sees).orElse(false)) {
      throw Paths.unknownTask(id.toString());
    }
    return id;
  }
}

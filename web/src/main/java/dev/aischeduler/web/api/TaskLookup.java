package dev.aischeduler.web.api;

import dev.aischeduler.engine.JobService;
import dev.aischeduler.engine.lane.JobDetails;
import dev.aischeduler.web.api.reply.ApiException;
import dev.aischeduler.web.api.reply.Paths;
import io.javalin.http.Context;
import java.util.UUID;

/** Finds the job that a request is about. */
final class TaskLookup {
  private TaskLookup() {}

  /**
   * The job with this id.
   *
   * @throws ApiException 404 when there is none
   */
  static JobDetails find(JobService jobs, UUID id) {
    return jobs.find(id).orElseThrow(() -> Paths.unknownTask(id.toString()));
  }

  /**
   * The job named in the path.
   *
   * @throws ApiException 404 when there is none
   */
  static JobDetails find(JobService jobs, Context ctx) {
    return find(jobs, Paths.taskId(ctx));
  }
}

package dev.aischeduler.web.api;

import io.javalin.http.Context;
import java.util.UUID;
import java.util.regex.Pattern;

/** Paths of the API and the ids in them. */
final class Paths {
  static final String V1 = "/api/v1";
  private static final Pattern ID =
      Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

  private Paths() {}

  /** Where a job's status is found. */
  static String status(UUID id) {
    return V1 + "/task/status/" + id;
  }

  /**
   * The job id in the path.
   *
   * @throws ApiException 404: what is no UUID names no job
   */
  static UUID taskId(Context ctx) {
    String text = ctx.pathParam("task_id");
    if (!ID.matcher(text).matches()) {
      throw unknownTask(text);
    }
    return UUID.fromString(text);
  }

  /**
   * An id given as a parameter.
   *
   * @throws ApiException 400: what is no UUID is a mistake there
   */
  static UUID uuid(String parameter, String text) {
    if (!ID.matcher(text).matches()) {
      throw ApiException.invalid(parameter, "must be a task_id");
    }
    return UUID.fromString(text);
  }

  /** The 404 of an unknown job. */
  static ApiException unknownTask(String id) {
    String shown = id.length() > 64 ? id.substring(0, 64) + "…" : id;
    return ApiException.notFound("no task has the id '" + shown.replaceAll("\\p{Cntrl}", "?") + "'")
        .remedy("use the task_id of a submission's answer; finished tasks are deleted in time");
  }
}

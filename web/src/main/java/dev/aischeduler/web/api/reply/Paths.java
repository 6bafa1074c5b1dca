package dev.aischeduler.web.api.reply;

import io.javalin.http.Context;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Paths of the API and the ids in them. */
public final class Paths {
  /** What every path of the API begins with. */
  public static final String V1 = "/api/v1";

  /** What every path of the API in OpenAI's shape begins with. */
  public static final String OPENAI = "/v1";

  /** Takes files, in OpenAI's shape. */
  public static final String FILES = OPENAI + "/files";

  /** Takes bulk submissions, and lists jobs. */
  public static final String TASKS = V1 + "/tasks";

  /** Takes manifests, and lists bulk runs. */
  public static final String BULK = V1 + "/bulk";

  /** What links begin with that open one artifact without a key. */
  public static final String LINKS = V1 + "/links";

  /** What the paths of chat bots begin with, which bring secrets of their own. */
  public static final String BOTS = V1 + "/qq";

  private static final Pattern ID =
      Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

  /** A path of this server; two slashes would name another one. */
  private static final Pattern LOCAL = Pattern.compile("/(?![/\\\\])[\\x21-\\x7e]{0,2000}");

  private Paths() {}

  /** Whether a path is one of the API, in our shape or in OpenAI's, and none of a page. */
  public static boolean isOfApi(String path) {
    return path.startsWith(V1 + "/") || path.startsWith(OPENAI + "/");
  }

  /** Where a job's status is found. */
  public static String status(UUID id) {
    return V1 + "/task/status/" + id;
  }

  /**
   * Where jobs of a type are submitted.
   *
   * @param action of the type's endpoint
   */
  public static String submission(String type, String action) {
    return V1 + "/" + type + "/" + action;
  }

  /** Where workflows are started and listed. */
  public static final String WORKFLOWS = V1 + "/workflows";

  /** Where a workflow is found. */
  public static String workflow(UUID id) {
    return WORKFLOWS + "/" + id;
  }

  /**
   * The id of a workflow in the path.
   *
   * @throws ApiException 404: what is no UUID names none
   */
  public static UUID workflowId(Context ctx) {
    String text = ctx.pathParam("run_id");
    if (!ID.matcher(text).matches()) {
      throw unknownWorkflow(text);
    }
    return UUID.fromString(text);
  }

  /** The 404 of an unknown workflow. */
  public static ApiException unknownWorkflow(String id) {
    return ApiException.notFound("no workflow has the id '" + shown(id) + "'")
        .remedy("GET " + WORKFLOWS + " lists them");
  }

  /** Where a system job is found. */
  public static String systemJob(UUID id) {
    return V1 + "/system/jobs/" + id;
  }

  /**
   * The id of a system job in the path.
   *
   * @throws ApiException 404: what is no UUID names none
   */
  public static UUID systemJobId(Context ctx) {
    String text = ctx.pathParam("id");
    if (!ID.matcher(text).matches()) {
      throw unknownSystemJob(text);
    }
    return UUID.fromString(text);
  }

  /** The 404 of an unknown system job. */
  public static ApiException unknownSystemJob(String id) {
    return ApiException.notFound("no system job has the id '" + shown(id) + "'")
        .remedy("GET " + V1 + "/system/jobs lists those of the last seven days");
  }

  /**
   * The id of a delivery in the path.
   *
   * @throws ApiException 404: what is no UUID names none
   */
  public static UUID deliveryId(Context ctx) {
    String text = ctx.pathParam("id");
    if (!ID.matcher(text).matches()) {
      throw unknownDelivery(text);
    }
    return UUID.fromString(text);
  }

  /**
   * The id of an API key in the path.
   *
   * @throws ApiException 404: what is no UUID names none
   */
  public static UUID keyId(Context ctx) {
    String text = ctx.pathParam("key_id");
    if (!ID.matcher(text).matches()) {
      throw unknownKey(text);
    }
    return UUID.fromString(text);
  }

  /** The 404 of an unknown delivery. */
  public static ApiException unknownDelivery(String id) {
    return ApiException.notFound("no delivery has the id '" + shown(id) + "'")
        .remedy("GET " + V1 + "/webhooks/deliveries lists them; they are deleted in time");
  }

  /** The 404 of an unknown API key. */
  public static ApiException unknownKey(String id) {
    return ApiException.notFound("no API key has the id '" + shown(id) + "'")
        .remedy("GET " + V1 + "/keys lists them");
  }

  /**
   * The id of a run in the path.
   *
   * @throws ApiException 404: what is no UUID names none
   */
  public static UUID runId(Context ctx) {
    String text = ctx.pathParam("run_id");
    if (!ID.matcher(text).matches()) {
      throw unknownRun(text);
    }
    return UUID.fromString(text);
  }

  /** The 404 of an unknown run. */
  public static ApiException unknownRun(String id) {
    return ApiException.notFound("no bulk run has the id '" + shown(id) + "'")
        .remedy("GET " + BULK + " lists them; they are deleted in time after they ended");
  }

  /**
   * The job id in the path.
   *
   * @throws ApiException 404: what is no UUID names no job
   */
  public static UUID taskId(Context ctx) {
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
  public static UUID uuid(String parameter, String text) {
    if (!ID.matcher(text).matches()) {
      throw ApiException.invalid(parameter, "must be a task_id");
    }
    return UUID.fromString(text);
  }

  /** The 404 of an unknown job. */
  public static ApiException unknownTask(String id) {
    return ApiException.notFound("no task has the id '" + shown(id) + "'")
        .remedy("use the task_id of a submission's answer; finished tasks are deleted in time");
  }

  private static String shown(String id) {
    String start = id.length() > 64 ? id.substring(0, 64) + "…" : id;
    return start.replaceAll("\\p{Cntrl}", "?");
  }

  /**
   * Where a browser may be sent that wants to go there: a path of this server, with a query or
   * without, else the overview.
   */
  public static String local(@Nullable String wanted) {
    return wanted != null && LOCAL.matcher(wanted).matches() ? wanted : "/";
  }
}

package dev.aischeduler.web.client;

import com.fasterxml.jackson.databind.JsonNode;

/** The server answered with a problem document. */
public final class RefusedException extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final int status;
  private final transient JsonNode problem;

  /**
   * Carries the problem.
   *
   * @param status HTTP status
   * @param problem the problem document; an empty object when the answer held none
   */
  public RefusedException(int status, JsonNode problem) {
    super(sentence(status, problem));
    this.status = status;
    this.problem = problem;
  }

  /** HTTP status. */
  public int status() {
    return status;
  }

  /** The problem document as sent. */
  public JsonNode problem() {
    return problem;
  }

  /** True when it tells that a job failed, not that a request was refused. */
  public boolean ofJob() {
    return problem.path("type").asText().contains(":task-");
  }

  private static String sentence(int status, JsonNode problem) {
    String field = problem.path("field").asText("");
    String detail = problem.path("detail").asText("the server answered " + status);
    String remedy = problem.path("remedy").asText("");
    return (field.isEmpty() ? "" : field + ": ")
        + detail
        + (remedy.isEmpty() ? "" : " (" + remedy + ")");
  }
}

package dev.aischeduler.web.openai.reply;

import dev.aischeduler.web.api.reply.ApiException;
import dev.aischeduler.web.api.reply.ErrorShape;
import dev.aischeduler.web.api.reply.Paths;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Errors in OpenAI's shape, on every path of its API. Stateless. */
public final class OpenAiErrors implements ErrorShape {
  /**
   * A body that tells of an error.
   *
   * @param error what is wrong
   */
  public record Body(Detail error) {}

  /**
   * What is wrong.
   *
   * @param message what and the remedy
   * @param type family of errors
   * @param param parameter at fault
   * @param code for programs
   */
  public record Detail(
      String message, String type, @Nullable String param, @Nullable String code) {}

  /** Jobs that ended; the queue has tried them as often as it should. */
  private static final Set<String> ENDED = Set.of("task-failed", "task-timed-out", "timeout");

  @Override
  public boolean covers(String path) {
    return path.startsWith(Paths.OPENAI + "/");
  }

  /**
   * {@inheritDoc} The official clients send requests again by themselves after 409, 429 and 5xx
   * unless they are told not to; each time would be another job.
   */
  @Override
  public Map<String, String> headers(ApiException problem) {
    Map<String, String> headers = new LinkedHashMap<>();
    if (problem.taskId() != null) {
      headers.put("X-Task-Id", problem.taskId().toString());
    }
    if (ENDED.contains(problem.kind()) || problem.taskId() != null || problem.status() == 409) {
      headers.put("X-Should-Retry", "false");
    }
    return headers;
  }

  @Override
  public Body document(ApiException problem) {
    return of(problem);
  }

  /** The body that tells of a problem. */
  public static Body of(ApiException problem) {
    boolean model = isUnknownModel(problem);
    String field = problem.field();
    return new Body(
        new Detail(
            message(problem),
            type(problem.status()),
            field == null || field.isEmpty() ? null : field,
            model ? "model_not_found" : code(problem)));
  }

  /** {@inheritDoc} A model that there is none of is not found, whoever found that out. */
  @Override
  public int status(ApiException problem) {
    return isUnknownModel(problem) ? 404 : problem.status();
  }

  private static boolean isUnknownModel(ApiException problem) {
    return (problem.status() == 400 || problem.status() == 404) && "model".equals(problem.field());
  }

  private static String message(ApiException problem) {
    String field = problem.field();
    String detail = problem.detail();
    boolean named = field == null || field.isEmpty() || detail.contains(field);
    String remedy = problem.remedy() == null ? "" : "; " + problem.remedy();
    return (named ? detail : field + " " + detail) + remedy;
  }

  private static String type(int status) {
    if (status >= 500) {
      return "server_error";
    }
    return switch (status) {
      case 403 -> "permission_error";
      case 429 -> "rate_limit_error";
      default -> "invalid_request_error";
    };
  }

  private static String code(ApiException problem) {
    if (problem.status() == 401) {
      return "invalid_api_key";
    }
    return Objects.requireNonNullElse(problem.errorType(), problem.kind())
        .toLowerCase(Locale.ROOT)
        .replace('-', '_');
  }
}

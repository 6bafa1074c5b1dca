package dev.aischeduler.web.openai.call;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.aischeduler.db.job.Job;
import dev.aischeduler.web.api.view.Documents;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What jobs were asked and have answered, as documents. */
public final class Results {
  private Results() {}

  /** The result of a job; empty while there is none. */
  public static JsonNode of(Job job) {
    return document(job.result());
  }

  /** The request of a job. */
  public static JsonNode request(Job job) {
    return document(job.request());
  }

  private static JsonNode document(@Nullable String json) {
    return Objects.requireNonNullElseGet(
        Documents.read(json), JsonNodeFactory.instance::objectNode);
  }

  /** The model that a job really used; before its end the one that it asks for. */
  public static String model(Job job) {
    JsonNode used = of(job).path("model");
    return used.isTextual() ? used.asText() : request(job).path("model").asText("");
  }

  /** Tokens of a result: {@code prompt_tokens} or {@code completion_tokens}. */
  public static int tokens(Job job, String which) {
    return of(job).path("usage").path(which).asInt();
  }
}

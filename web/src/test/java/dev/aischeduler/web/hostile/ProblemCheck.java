package dev.aischeduler.web.hostile;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aischeduler.config.json.Json;
import dev.aischeduler.web.app.Contract;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Whether an answer that refuses a request is a problem document of the contract. Thread-safe. */
public final class ProblemCheck implements AnswerCheck {
  private static final String TYPE = "content-type: application/problem+json";
  private static final String OPENAI_TYPE = "content-type: application/json";
  private final Contract contract;
  private final JsonNode schema;
  private final JsonNode openAi;

  /** A check by the schema of the contract. */
  public ProblemCheck(Contract contract) {
    this.contract = contract;
    this.schema = contract.schema("Problem");
    this.openAi = contract.schema("OpenAiError");
  }

  /** What is wrong with an answer of the 4xx; empty for any other answer. */
  @Override
  public Optional<String> fault(HostileRequest request, RawAnswer answer) {
    if (answer.status() < 400 || answer.status() > 499 || request.text().startsWith("HEAD ")) {
      return Optional.empty();
    }
    String path = request.text().replaceFirst("^\\S+ ", "");
    // what Jetty cannot read as HTTP has no path for the server; RawProblems says it in these words
    boolean unread =
        answer.body().contains("urn:ai-scheduler:problem:bad-http")
            && answer.body().contains("is not well-formed HTTP or exceeds a limit of the server");
    if (path.startsWith("/v1/") && !unread) {
      return fault(answer, OPENAI_TYPE, openAi);
    }
    if (!path.startsWith("/api/")
        && answer.body().matches("(?s).*<title>\\S+ " + answer.status() + " .*")) {
      // a page tells it as a page
      return Optional.empty();
    }
    return fault(answer, TYPE, schema);
  }

  private Optional<String> fault(RawAnswer answer, String type, JsonNode shape) {
    if (!answer.head().toLowerCase(Locale.ROOT).contains(type)) {
      return Optional.of("no problem document");
    }
    try {
      byte[] body = answer.body().getBytes(StandardCharsets.ISO_8859_1);
      JsonNode document = Json.mapper().readTree(body);
      if (document.has("status") && document.path("status").asInt() != answer.status()) {
        return Optional.of("another status than its own");
      }
      List<String> errors = contract.errors(shape, document);
      return errors.isEmpty() ? Optional.empty() : Optional.of("no valid problem: " + errors);
    } catch (IOException e) {
      return Optional.of("no JSON");
    }
  }
}

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
  private final Contract contract;
  private final JsonNode schema;

  /** A check by the schema of the contract. */
  public ProblemCheck(Contract contract) {
    this.contract = contract;
    this.schema = contract.schema("Problem");
  }

  /** What is wrong with an answer of the 4xx; empty for any other answer. */
  @Override
  public Optional<String> fault(HostileRequest request, RawAnswer answer) {
    if (answer.status() < 400 || answer.status() > 499 || request.text().startsWith("HEAD ")) {
      return Optional.empty();
    }
    String path = request.text().replaceFirst("^\\S+ ", "");
    if (!path.startsWith("/api/")
        && answer.body().matches("(?s).*<title>\\S+ " + answer.status() + " .*")) {
      // a page tells it as a page
      return Optional.empty();
    }
    if (!answer.head().toLowerCase(Locale.ROOT).contains(TYPE)) {
      return Optional.of("no problem document");
    }
    try {
      byte[] body = answer.body().getBytes(StandardCharsets.ISO_8859_1);
      JsonNode document = Json.mapper().readTree(body);
      if (document.path("status").asInt() != answer.status()) {
        return Optional.of("another status than its own");
      }
      List<String> errors = contract.errors(schema, document);
      return errors.isEmpty() ? Optional.empty() : Optional.of("no valid problem: " + errors);
    } catch (IOException e) {
      return Optional.of("no JSON");
    }
  }
}

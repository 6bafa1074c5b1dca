package dev.aischeduler.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aischeduler.web.app.Answer;
import dev.aischeduler.web.app.Http;
import dev.aischeduler.web.app.RealApp;
import dev.aischeduler.web.app.RunningApp;
import dev.aischeduler.web.page.Section;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The contract and the server say the same. */
@ExtendWith(RealApp.class)
final class ContractTest {
  private final RunningApp app;
  private final Http http;

  ContractTest(RunningApp app) {
    this.app = app;
    this.http = app.http();
  }

  @Test
  void every_endpoint_is_documented_and_every_documented_endpoint_exists() {
    List<String> served =
        app.application().endpoints().stream()
            .filter(endpoint -> !endpoint.matches("(BEFORE|HEAD) .*"))
            .filter(endpoint -> !isPage(endpoint))
            .toList();
    assertThat(http.contract().endpoints()).containsExactlyInAnyOrderElementsOf(served);
  }

  /** Pages are for people; the contract is about what programs call. */
  private static boolean isPage(String endpoint) {
    String path = endpoint.substring(endpoint.indexOf(' ') + 1);
    return path.equals("/old")
        || path.equals("/preferences")
        || path.equals("/")
        || Stream.of(Section.values())
            .filter(section -> section != Section.OVERVIEW)
            .anyMatch(s -> path.equals(s.path()) || path.startsWith(s.path() + "/"));
  }

  /** Http checks each of these answers against its schema. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api/v1/system/resources",
        "/api/v1/system/history",
        "/api/v1/lanes",
        "/api/v1/servers",
        "/api/v1/nodes",
        "/api/v1/models",
        "/api/v1/tasks",
        "/api/v1/dead-letters",
        "/api/v1/bulk",
        "/api/v1/tenants",
        "/healthz",
        "/openapi.json",
      })
  void answers_are_as_documented(String path) {
    Answer answer = http.get(path);
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("Content-Type")).isEqualTo("application/json");
  }

  @ParameterizedTest
  @ValueSource(strings = {"llm/generate", "tts/synthesize", "image/generate"})
  void the_contract_knows_exactly_the_fields_that_are_taken(String path) {
    String remedy = http.post("/api/v1/" + path, "{\"nonsense\":1}").json().path("remedy").asText();
    List<String> taken = List.of(remedy.replace("allowed: ", "").split(", ", -1));
    assertThat(http.contract().requestFields("/api/v1/" + path))
        .containsExactlyInAnyOrderElementsOf(taken);
  }
}

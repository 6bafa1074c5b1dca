package dev.aischeduler.web.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aischeduler.config.json.Json;
import dev.aischeduler.web.app.Answer;
import dev.aischeduler.web.app.Http;
import dev.aischeduler.web.app.RealApp;
import dev.aischeduler.web.app.RunningApp;
import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Workflows over HTTP; every answer is checked against the contract. */
@ExtendWith(RealApp.class)
final class WorkflowResourceTest {
  private static final String PATH = "/api/v1/workflows";
  private static final String YAML =
      """
      name: pair
      inputs: {topic: the sea}
      steps:
        first: {task: llm, request: {prompt: "{{ inputs.topic }}", max_tokens: 2}}
        second: {task: llm, request: {prompt: "more {{ first.text }}", max_tokens: 2}, on_failure: spare}
        spare: {task: llm, request: {prompt: "spare", max_tokens: 2}}
      outputs: {text: "{{ second.text }}"}
      """;

  private final Http http;

  WorkflowResourceTest(RunningApp app) {
    this.http = app.http();
  }

  private static String body(String yaml, String topic) {
    ObjectNode body = Json.mapper().createObjectNode().put("definition", yaml);
    body.putObject("inputs").put("topic", topic);
    return body.toString();
  }

  private JsonNode ended(String id) {
    return await()
        .atMost(Duration.ofMinutes(2))
        .until(
            () -> http.get(PATH + "/" + id).json(),
            json -> json.path("status").asText().matches("succeeded|failed|cancelled"));
  }

  @Test
  void a_workflow_is_started_watched_and_rerun() {
    Answer started = http.post(PATH, body(YAML, "rain"));
    assertThat(started.status()).as(started.text()).isEqualTo(202);
    String id = started.json().path("run_id").asText();
    assertThat(started.header("Location")).isEqualTo(PATH + "/" + id);
    JsonNode ended = ended(id);
    assertThat(ended.path("status").asText()).as(ended.toString()).isEqualTo("succeeded");
    assertThat(ended.path("steps")).hasSize(3);
    assertThat(ended.path("steps").get(2).path("state").asText()).isEqualTo("skipped");
    assertThat(ended.path("inputs").path("topic").asText()).isEqualTo("rain");

    JsonNode graph = http.get(PATH + "/" + id + "/graph").json();
    assertThat(graph.path("edges").toString())
        .contains("{\"from\":\"first\",\"to\":\"second\",\"fallback\":false}")
        .contains("{\"from\":\"second\",\"to\":\"spare\",\"fallback\":true}");
    assertThat(http.get(PATH + "/" + id + "/graph?format=dot").text())
        .startsWith("digraph workflow {")
        .contains(
            "\"first\" -> \"second\";",
            "\"second\" -> \"spare\" [style=dashed, label=\"on failure\"];",
            "\"spare\" [label=\"spare\\nllm · skipped\", fillcolor=\"#eeeeee\"];");
    assertThat(http.get(PATH + "/" + id + "/graph?format=png").status()).isEqualTo(400);
    assertThat(http.get(PATH + "/" + id + "/graph?format=mermaid").text())
        .startsWith("graph TD")
        .contains("s_first --> s_second", "s_second -. on failure .-> s_spare");
    assertThat(
            http.get(PATH + "/" + id + "/outputs").json().path("outputs").path("text").isTextual())
        .isTrue();
    JsonNode jobs = http.get(PATH + "/" + id + "/jobs?limit=1").json();
    assertThat(jobs.path("jobs").get(0).path("step").asText()).isEqualTo("first");
    assertThat(jobs.path("next").asInt()).isEqualTo(1);
    assertThat(http.get(PATH + "/" + id + "/jobs?after=1").text()).contains("second");
    assertThat(http.get(PATH + "/" + id + "/artifacts").json().path("artifacts")).isEmpty();
    assertThat(http.get(PATH + "/" + id + "/artifacts/nothing").status()).isEqualTo(404);
    JsonNode listed = http.get(PATH + "?limit=500&status=succeeded").json().path("workflows");
    assertThat(listed)
        .anySatisfy(
            one -> {
              assertThat(one.path("run_id").asText()).isEqualTo(id);
              assertThat(one.path("steps").path("succeeded").asInt()).isEqualTo(2);
              assertThat(one.path("steps").path("skipped").asInt()).isEqualTo(1);
              assertThat(one.path("steps").path("waiting").asInt()).isZero();
            });

    Answer again = http.post(PATH + "/" + id + "/rerun", "{\"step\":\"second\"}");
    assertThat(again.status()).as(again.text()).isEqualTo(200);
    assertThat(ended(id).path("status").asText()).isEqualTo("succeeded");
    assertThat(http.post(PATH + "/" + id + "/rerun", "{\"step\":\"third\"}").status())
        .isEqualTo(400);
    assertThat(http.post(PATH + "/" + id + "/restart", "").status()).isEqualTo(409);
    assertThat(http.post(PATH + "/" + id + "/pause", "").status()).isEqualTo(409);
    assertThat(http.post(PATH + "/" + id + "/resume", "").status()).isEqualTo(409);
    assertThat(http.post(PATH + "/" + id + "/cancel", "").status()).isEqualTo(200);
  }

  @Test
  void a_check_tells_every_problem_with_its_place_and_starts_nothing() {
    JsonNode valid = http.post(PATH + "?dry_run=true", body(YAML, "x")).json();
    assertThat(valid.path("valid").asBoolean()).isTrue();
    assertThat(valid.path("steps").toString()).isEqualTo("[\"first\",\"second\",\"spare\"]");

    String wrong = YAML.replace("max_tokens", "max_tokns").replace("first.text", "frst.text");
    JsonNode found = http.post(PATH + "?dry_run=true", body(wrong, "x")).json();
    assertThat(found.path("valid").asBoolean()).isFalse();
    assertThat(found.path("problems").get(0).path("line").asInt()).isEqualTo(4);
    assertThat(found.path("problems").toString())
        .contains("did you mean \\\"max_tokens\\\"?", "did you mean \\\"first\\\"?");

    Answer refused = http.post(PATH, body(wrong, "x"));
    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.json().path("field").asText()).isEqualTo("definition");
    assertThat(refused.json().path("detail").asText()).startsWith("line 4, column ");
    JsonNode input =
        http.post(
                PATH + "?dry_run=true",
                "{\"definition\":" + Json.mapper().valueToTree(YAML) + ",\"inputs\":{\"topik\":1}}")
            .json();
    assertThat(input.path("problems").get(0).path("field").asText()).isEqualTo("inputs.topik");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"application/yaml", "application/x-yaml; charset=UTF-8", "text/yaml", "a/b+yaml"})
  void a_definition_may_be_the_body_itself(String type) {
    String query = "&inputs=" + encoded("{\"topic\":\"fog\"}");
    assertThat(yaml("?dry_run=true" + query, type, YAML).json().path("valid").asBoolean()).isTrue();
    Answer started = yaml("?tenant=default" + query, type, YAML);
    assertThat(started.status()).as(started.text()).isEqualTo(202);
    assertThat(started.json().path("inputs").path("topic").asText()).isEqualTo("fog");

    String wrong = YAML.replace("max_tokens", "max_tokns");
    JsonNode found = yaml("?dry_run=true", type, wrong).json();
    assertThat(found.path("problems").get(0).path("line").asInt()).isEqualTo(4);
    Answer refused = yaml("", type, wrong);
    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.json().path("detail").asText()).startsWith("line 4, column ");
    assertThat(yaml("?inputs=x", type, YAML).json().path("field").asText()).isEqualTo("inputs");
    assertThat(yaml("?inputs=[]", type, YAML).json().path("field").asText()).isEqualTo("inputs");
  }

  @Test
  void bodies_of_other_types_and_inputs_beside_json_are_refused() {
    assertThat(yaml("", "text/plain", YAML).status()).isEqualTo(415);
    assertThat(yaml("", "application/yaml; charset=utf-16", YAML).status()).isEqualTo(415);
    assertThat(http.post(PATH + "?tenant=default", body(YAML, "x")).json().path("field").asText())
        .isEqualTo("tenant");
  }

  private Answer yaml(String query, String type, String body) {
    return http.send("POST", PATH + query, BodyPublishers.ofString(body), "Content-Type", type);
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  @Test
  void a_definition_may_be_an_object() {
    Answer started =
        http.post(
            PATH,
            """
            {"definition": {"name": "x", "steps": {"a": {"task": "llm", "request": {"prompt": "a", "max_tokens": 1}}}}}
            """);
    assertThat(started.status()).as(started.text()).isEqualTo(202);
    assertThat(ended(started.json().path("run_id").asText()).path("status").asText())
        .isEqualTo("succeeded");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      value = {
        "{}#definition",
        "{\"definition\": 1}#definition",
        "{\"definition\": null}#definition",
        "{\"definition\": \"name: x\"}#definition",
        "{\"definition\": \"name: x\", \"colour\": 1}#colour",
        "{\"definition\": \"name: x\", \"inputs\": []}#inputs",
        "{\"definition\": {\"name\": \"x\", \"steps\": {\"a\": {\"task\": \"llm\", \"request\": {\"prompt\": \"a\"}}}}, \"inputs\": {\"x\": 1}}#inputs.x",
        "{\"definition\": {\"name\": \"x\", \"steps\": {\"a\": {\"task\": \"llm\", \"request\": {\"prompt\": \"a\"}}}}, \"tenant\": \"nobody\"}#tenant",
      })
  void what_cannot_be_started_is_refused_with_the_field(String body, String field) {
    Answer answer = http.post(PATH, body);
    assertThat(answer.status()).as(answer.text()).isEqualTo(400);
    assertThat(answer.json().path("field").asText()).as(answer.text()).isEqualTo(field);
  }

  @Test
  void unknown_workflows_and_parameters_are_told() {
    String unknown = PATH + "/" + UUID.randomUUID();
    for (String path :
        new String[] {unknown, PATH + "/x", unknown + "/graph", unknown + "/outputs"}) {
      assertThat(http.get(path).status()).as(path).isEqualTo(404);
    }
    assertThat(http.post(unknown + "/cancel", "").status()).isEqualTo(404);
    assertThat(http.get(PATH + "?status=done").status()).isEqualTo(400);
    assertThat(http.get(PATH + "?limit=0").status()).isEqualTo(400);
    assertThat(http.get(PATH + "?after=x").status()).isEqualTo(400);
    assertThat(http.post(PATH + "?dry_run=maybe", body(YAML, "x")).status()).isEqualTo(400);
  }
}

package dev.aischeduler.engine.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aischeduler.config.json.Json;
import dev.aischeduler.config.json.StrictJson;
import dev.aischeduler.db.artifact.Artifact;
import dev.aischeduler.db.job.Job;
import dev.aischeduler.db.run.ItemState;
import dev.aischeduler.db.run.Run;
import dev.aischeduler.db.run.RunItem;
import dev.aischeduler.db.run.RunStatus;
import dev.aischeduler.db.run.RunStore;
import dev.aischeduler.db.workflow.WorkflowStep;
import dev.aischeduler.db.workflow.WorkflowStepStore;
import dev.aischeduler.engine.refusal.ConflictException;
import dev.aischeduler.engine.task.InvalidRequestException;
import dev.aischeduler.engine.testing.EngineFixture;
import dev.aischeduler.engine.testing.OnBothDatabases;
import dev.aischeduler.engine.webhook.CallbackTerms;
import dev.aischeduler.engine.workflow.definition.InvalidDefinitionException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Workflows on a running engine with scripted handlers. */
final class WorkflowTest extends OnBothDatabases {
  private static final Duration LONG = Duration.ofSeconds(60);

  private static UUID run(EngineFixture fixture, String yaml, String inputs) {
    Workflows workflows = fixture.engine().workflows();
    ObjectNode given = (ObjectNode) StrictJson.tree(inputs);
    return workflows.start(null, workflows.read(yaml), given, null, CallbackTerms.NONE).id();
  }

  private static Run end(EngineFixture fixture, UUID id) {
    return await().atMost(LONG).until(() -> view(fixture, id).run(), run -> run.status().isFinal());
  }

  private static Workflows.View view(EngineFixture fixture, UUID id) {
    return fixture.engine().workflows().find(id).orElseThrow();
  }

  /** Each step with its state, in order. */
  private static String states(EngineFixture fixture, UUID id) {
    return view(fixture, id).steps().stream()
        .map(step -> step.step() + " " + step.state().wireName())
        .collect(Collectors.joining(", "));
  }

  private static JsonNode outputs(EngineFixture fixture, UUID id) {
    return fixture.engine().workflows().outputs(view(fixture, id).run());
  }

  @Test
  void results_flow_from_step_to_step() {
    try (EngineFixture fixture = start()) {
      UUID id =
          run(
              fixture,
              """
              name: poem
              inputs: {topic: the sea}
              steps:
                poem: {task: llm, request: {text: "on {{ inputs.topic }}"}, priority: 8}
                lines:
                  task: tts
                  for_each: "{{ inputs.topic | default('x') | lines }}"
                  request: {text: "{{ index }}: {{ item }} / {{ poem.text }}"}
                done: {task: image, request: {text: "{{ lines[0] }} and {{ poem }}"}}
              outputs: {all: "{{ done.text }}", list: "{{ lines }}"}
              """,
              "{\"topic\": \"night\\nday\"}");
      Run run = end(fixture, id);
      assertThat(run.status()).as(run.error()).isEqualTo(RunStatus.SUCCEEDED);
      assertThat(states(fixture, id)).isEqualTo("poem succeeded, lines succeeded, done succeeded");
      assertThat(outputs(fixture, id).path("all").asText())
          .isEqualTo("0: night / on night\nday and on night\nday");
      assertThat(outputs(fixture, id).path("list")).hasSize(2);
      assertThat(fixture.tts.started)
          .containsExactlyInAnyOrder("0: night / on night\nday", "1: day / on night\nday");
      List<RunItem> items = fixture.engine().workflows().items(id, 0, 100);
      assertThat(items)
          .extracting(RunItem::label)
          .containsExactlyInAnyOrder("poem", "lines[0]", "lines[1]", "done");
      Job poem = fixture.jobs().find(items.get(0).jobId()).orElseThrow().job();
      assertThat(poem.priority()).isEqualTo(8);
      assertThat(poem.runId()).isEqualTo(id);
      assertThat(run.counts().succeeded()).isEqualTo(4);
    }
  }

  private static void assertSpokenOnce(EngineFixture fixture, int texts) {
    assertThat(fixture.tts.runs)
        .hasSize(texts)
        .allSatisfy((text, runs) -> assertThat(runs).hasValue(1));
  }

  @Test
  void a_fan_out_keeps_to_its_limit() {
    try (EngineFixture fixture =
        start("lanes.tts.max_concurrent=8", "resources.max_concurrent_tasks=8")) {
      fixture.tts.gate = new CountDownLatch(1);
      UUID id =
          run(
              fixture,
              """
              name: many
              steps:
                say: {task: tts, for_each: "{{ 9 | range }}", limit: 2, request: {text: "n{{ item }}", action: wait}}
              """,
              "{}");
      await().atMost(LONG).until(() -> fixture.tts.running.get() == 2);
      assertThat(fixture.engine().workflows().items(id, 0, 100)).hasSize(2);
      fixture.tts.gate.countDown();
      assertThat(end(fixture, id).status()).isEqualTo(RunStatus.SUCCEEDED);
      assertThat(fixture.tts.mostAtOnce.get()).isEqualTo(2);
      assertSpokenOnce(fixture, 9);
    }
  }

  @Test
  void a_fan_out_beyond_the_room_of_its_lane_is_stored_piece_by_piece() {
    try (EngineFixture fixture = start("lanes.tts.max_queued=3")) {
      UUID id =
          run(
              fixture,
              """
              name: many
              steps:
                say: {task: tts, for_each: "{{ 20 | range }}", request: {text: "n{{ item }}"}}
              """,
              "{}");
      Run done = end(fixture, id);
      assertThat(done.status()).as(done.error()).isEqualTo(RunStatus.SUCCEEDED);
      assertSpokenOnce(fixture, 20);
    }
  }

  @Test
  void a_failed_step_ends_the_workflow_and_is_done_again_by_a_restart() {
    try (EngineFixture fixture = start("lanes.image.max_attempts=1")) {
      UUID id =
          run(
              fixture,
              """
              name: broken
              steps:
                first: {task: llm, request: {text: one}}
                second: {task: image, request: {text: "{{ first }} two", action: fail-once}}
                third: {task: llm, request: {text: "{{ second }} three"}}
              """,
              "{}");
      Run failed = end(fixture, id);
      assertThat(failed.status()).isEqualTo(RunStatus.FAILED);
      assertThat(failed.error()).contains("step second").contains("scripted failure");
      assertThat(states(fixture, id)).isEqualTo("first succeeded, second failed, third waiting");

      fixture.engine().workflows().restart(view(fixture, id));
      assertThat(end(fixture, id).status()).isEqualTo(RunStatus.SUCCEEDED);
      assertThat(states(fixture, id))
          .isEqualTo("first succeeded, second succeeded, third succeeded");
      assertThat(fixture.llm.started).containsExactly("one", "one two three");
      assertThat(view(fixture, id).run().counts().failed()).isZero();
      assertThatThrownBy(() -> fixture.engine().workflows().restart(view(fixture, id)))
          .isInstanceOf(ConflictException.class)
          .hasMessageContaining("succeeded");
    }
  }

  @Test
  void a_step_is_done_again_with_all_that_need_it() {
    try (EngineFixture fixture = start()) {
      UUID id =
          run(
              fixture,
              """
              name: again
              steps:
                a: {task: llm, request: {text: a}}
                b: {task: llm, request: {text: "{{ a }}b"}}
                other: {task: llm, request: {text: other}}
                c: {task: llm, request: {text: "{{ b }}c {{ other }}"}}
              outputs: {c: "{{ c.text }}"}
              """,
              "{}");
      assertThat(end(fixture, id).status()).isEqualTo(RunStatus.SUCCEEDED);
      Workflows workflows = fixture.engine().workflows();
      assertThatThrownBy(() -> workflows.rerun(view(fixture, id), "d"))
          .isInstanceOf(InvalidRequestException.class);
      workflows.rerun(view(fixture, id), "b");
      assertThat(end(fixture, id).status()).isEqualTo(RunStatus.SUCCEEDED);
      assertThat(fixture.llm.runs.get("a")).hasValue(1);
      assertThat(fixture.llm.runs.get("other")).hasValue(1);
      assertThat(fixture.llm.runs.get("ab")).hasValue(2);
      assertThat(fixture.llm.runs.get("abc other")).hasValue(2);
      assertThat(outputs(fixture, id).path("c").asText()).isEqualTo("abc other");
      assertThat(view(fixture, id).run().counts().items()).isEqualTo(4);
    }
  }

  @Test
  void conditions_fallbacks_and_failures_that_are_allowed() {
    try (EngineFixture fixture = start("lanes.image.max_attempts=1", "lanes.llm.max_attempts=1")) {
      UUID id =
          run(
              fixture,
              """
              name: branches
              inputs: {long: false}
              steps:
                story: {task: llm, request: {text: story}}
                short: {task: llm, when: "{{ inputs.long }}", request: {text: "short {{ story }}"}}
                of_short: {task: llm, request: {text: "{{ short.text }}"}}
                picture: {task: image, request: {text: picture, action: permanent}, on_failure: drawing}
                drawing: {task: llm, request: {text: "drawing"}}
                sound: {task: tts, request: {text: sound, action: permanent}, on_failure: continue}
                unused: {task: llm, request: {text: unused}}
                fine: {task: llm, request: {text: fine}, on_failure: unused}
                all:
                  task: llm
                  needs: [fine, of_short]
                  request:
                    text: "{{ picture }} {{ sound.error }} {{ short.text | default('no short') }}"
              outputs: {all: "{{ all.text }}"}
              """,
              "{}");
      Run run = end(fixture, id);
      assertThat(run.status()).as(run.error()).isEqualTo(RunStatus.SUCCEEDED);
      assertThat(states(fixture, id))
          .contains(
              "short skipped",
              "of_short skipped",
              "picture failed",
              "drawing succeeded",
              "sound failed",
              "unused skipped",
              "fine succeeded");
      assertThat(outputs(fixture, id).path("all").asText())
          .isEqualTo("drawing never works no short");
    }
  }

  @Test
  void a_value_that_is_not_there_fails_its_step_with_the_reason() {
    try (EngineFixture fixture = start()) {
      UUID id =
          run(
              fixture,
              """
              name: missing
              steps:
                a: {task: llm, request: {text: a}}
                b: {task: llm, request: {text: "{{ a.title }}"}}
              """,
              "{}");
      Run run = end(fixture, id);
      assertThat(run.status()).isEqualTo(RunStatus.FAILED);
      assertThat(run.error()).contains("step b", "{{ a.title }} has no value");
    }
  }

  @Test
  void a_workflow_is_paused_resumed_and_cancelled() {
    try (EngineFixture fixture = start()) {
      fixture.llm.gate = new CountDownLatch(1);
      String yaml =
          """
          name: waits
          steps:
            a: {task: llm, request: {text: a, action: wait}}
            b: {task: llm, request: {text: "{{ a }}b", action: wait}}
          """;
      UUID id = run(fixture, yaml, "{}");
      Workflows workflows = fixture.engine().workflows();
      await().atMost(LONG).until(() -> fixture.llm.started.contains("a"));
      workflows.pause(id);
      fixture.llm.gate.countDown();
      await()
          .atMost(LONG)
          .until(() -> workflows.items(id, 0, 1).get(0).state() == ItemState.SUCCEEDED);
      assertThat(fixture.llm.started).containsExactly("a");
      fixture.llm.gate = new CountDownLatch(1);
      workflows.resume(id);
      await().atMost(LONG).until(() -> fixture.llm.started.contains("ab"));
      workflows.cancel(id);
      assertThat(end(fixture, id).status()).isEqualTo(RunStatus.CANCELLED);
      assertThat(states(fixture, id)).isEqualTo("a succeeded, b cancelled");
      fixture.llm.gate.countDown();
      workflows.restart(view(fixture, id));
      assertThat(end(fixture, id).status()).isEqualTo(RunStatus.SUCCEEDED);
      assertThat(fixture.llm.runs.get("a")).hasValue(1);
    }
  }

  @Test
  void requests_are_checked_before_the_start() {
    try (EngineFixture fixture = start()) {
      Workflows workflows = fixture.engine().workflows();
      assertThatThrownBy(
              () ->
                  workflows.read(
                      """
                      name: x
                      steps:
                        a: {task: llm, request: {text: ""}}
                        b: {task: llm, request: {txt: "{{ a }}"}}
                        c: {task: llm, request: {text: "{{ a }}", action: 3}}
                        d: {task: nope}
                        e: {html_pge: {}}
                        f: {task: llm, request: {text: "{{ 3 | range }}"}}
                      """))
          .isInstanceOf(InvalidDefinitionException.class)
          .hasMessageContaining("line 3, column 28: steps.a.request.text must not be empty")
          .hasMessageContaining("steps.b.request.txt unknown field; did you mean \"text\"?")
          .hasMessageContaining("steps.c.request.action must be a string")
          .hasMessageContaining("unknown task type 'nope'")
          .hasMessageContaining("did you mean \"html_page\"?")
          .hasMessageContaining("steps.f.request.text must be a text, but is a list");
      assertThatThrownBy(
              () ->
                  run(
                      fixture,
                      "name: x\ninputs: {n: 1}\nsteps: {a: {task: llm, request: {text: a}}}",
                      "{\"m\": 1}"))
          .isInstanceOf(InvalidRequestException.class)
          .hasMessageContaining("no such input");
      assertThatThrownBy(
              () ->
                  run(
                      fixture,
                      "name: x\ninputs: {n: 1}\nsteps: {a: {task: llm, request: {text: a}}}",
                      "{\"n\": []}"))
          .isInstanceOf(InvalidRequestException.class)
          .hasMessageContaining("number");
    }
  }

  @Test
  void a_page_holds_texts_and_is_escaped() throws Exception {
    try (EngineFixture fixture = start()) {
      UUID id =
          run(
              fixture,
              """
              name: page
              inputs: {evil: "<script>alert('x')</script>"}
              steps:
                story: {task: llm, request: {text: "{{ inputs.evil }} & more"}}
                page:
                  html_page:
                    title: "{{ inputs.evil }}"
                    language: en
                    content:
                      - heading: "{{ inputs.evil }}"
                      - text: "{{ story }}"
                      - text: ["one", "{{ inputs.evil }}"]
              outputs: {page: "{{ page.artifact }}"}
              """,
              "{}");
      Run run = end(fixture, id);
      assertThat(run.status()).as(run.error()).isEqualTo(RunStatus.SUCCEEDED);
      assertThat(outputs(fixture, id).path("page").path("run_id").asText())
          .isEqualTo(id.toString());
      List<Artifact> artifacts = fixture.engine().workflows().artifacts(id);
      assertThat(artifacts).extracting(Artifact::name).containsExactly("page.html");
      try (InputStream in = fixture.jobs().open(artifacts.get(0))) {
        String html = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        assertThat(html)
            .startsWith("<!DOCTYPE html>\n<html lang=\"en\">")
            .doesNotContain("<script")
            .contains("&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt; &amp; more")
            .contains("default-src 'none'");
      }
    }
  }

  @Test
  void artifacts_of_other_runs_cannot_be_named() {
    try (EngineFixture fixture = start()) {
      UUID foreign = fixture.submit(dev.aischeduler.config.TestTaskTypes.LLM, "secret", "artifact");
      await()
          .atMost(LONG)
          .until(() -> !fixture.jobs().find(foreign).orElseThrow().artifacts().isEmpty());
      UUID id =
          run(
              fixture,
              """
              name: thief
              inputs: {x: {type: object}}
              steps:
                page: {html_page: {content: [{picture: "{{ inputs.x }}"}]}}
              outputs: {x: "{{ inputs.x }}"}
              """,
              "{\"x\": {\"task_id\": \""
                  + foreign
                  + "\", \"name\": \"out.txt\", \"media_type\": \"image/png\"}}");
      Run run = end(fixture, id);
      assertThat(run.status()).isEqualTo(RunStatus.FAILED);
      assertThat(run.error()).contains("step page", "needs the result of a step");
    }
  }

  @Test
  void a_start_of_the_same_id_starts_nothing() {
    try (EngineFixture fixture = start()) {
      Workflows workflows = fixture.engine().workflows();
      UUID id = UUID.randomUUID();
      var definition = workflows.read("name: x\nsteps: {a: {task: llm, request: {text: a}}}");
      ObjectNode none = Json.mapper().createObjectNode();
      workflows.start(id, definition, none, null, CallbackTerms.NONE);
      end(fixture, id);
      assertThat(workflows.start(id, definition, none, null, CallbackTerms.NONE).status())
          .isEqualTo(RunStatus.SUCCEEDED);
      assertThat(fixture.llm.started).containsExactly("a");
    }
  }

  @Test
  void an_engine_that_ends_is_replaced_by_another() {
    try (EngineFixture fixture = start()) {
      fixture.llm.gate = new CountDownLatch(1);
      UUID id =
          run(
              fixture,
              """
              name: survives
              steps:
                a: {task: tts, request: {text: a}}
                b: {task: llm, request: {text: "{{ a }}b", action: hang-once}}
                c: {task: image, request: {text: "{{ b }}c"}}
              """,
              "{}");
      await().atMost(LONG).until(() -> fixture.llm.started.contains("ab"));
      fixture.restart();
      assertThat(end(fixture, id).status()).isEqualTo(RunStatus.SUCCEEDED);
      assertThat(fixture.tts.runs.get("a")).hasValue(1);
      assertThat(fixture.image.runs.get("abc")).hasValue(1);
    }
  }

  @Test
  void the_views_show_how_far_it_is() {
    try (EngineFixture fixture = start()) {
      UUID id = run(fixture, "name: seen\nsteps: {a: {task: llm, request: {text: a}}}", "{}");
      end(fixture, id);
      List<String> rows =
          fixture
              .database
              .jdbi()
              .withHandle(
                  h ->
                      h.createQuery(
                              "SELECT name, status, steps, succeeded, jobs FROM v_workflow WHERE id = :id")
                          .bind("id", id)
                          .map(
                              (row, c) ->
                                  row.getString(1)
                                      + " "
                                      + row.getString(2)
                                      + " "
                                      + row.getInt(3)
                                      + " "
                                      + row.getInt(4)
                                      + " "
                                      + row.getInt(5))
                          .list());
      assertThat(rows).containsExactly("seen succeeded 1 1 1");
      List<String> steps =
          fixture
              .database
              .jdbi()
              .withHandle(
                  h ->
                      h.createQuery(
                              "SELECT step, kind, state FROM v_workflow_step WHERE run_id = :id")
                          .bind("id", id)
                          .map(
                              (row, c) ->
                                  row.getString(1)
                                      + " "
                                      + row.getString(2)
                                      + " "
                                      + row.getString(3))
                          .list());
      assertThat(steps).containsExactly("a llm succeeded");
    }
  }

  @Test
  void what_retention_removes_takes_its_steps_and_files_along() {
    try (EngineFixture fixture = start()) {
      UUID id =
          run(fixture, "name: gone\nsteps: {a: {html_page: {content: [{text: hello}]}}}", "{}");
      assertThat(end(fixture, id).status()).isEqualTo(RunStatus.SUCCEEDED);
      assertThat(fixture.engine().workflows().artifacts(id)).hasSize(1);
      RunStore store = new RunStore(fixture.database);
      store.endedBefore(Instant.now().plusSeconds(60), 10).forEach(run -> store.remove(run.id()));
      assertThat(fixture.engine().workflows().find(id)).isEmpty();
      assertThat(fixture.engine().workflows().artifacts(id)).isEmpty();
      assertThat(new WorkflowStepStore(fixture.database).list(id)).isEmpty();
    }
  }

  @Test
  void steps_of_a_run_are_those_of_its_definition() {
    try (EngineFixture fixture = start()) {
      UUID id = run(fixture, "name: x\nsteps: {a: {task: llm, request: {text: a}}}", "{}");
      assertThat(view(fixture, id).steps()).extracting(WorkflowStep::step).containsExactly("a");
      assertThat(fixture.engine().workflows().find(UUID.randomUUID())).isEmpty();
    }
  }
}

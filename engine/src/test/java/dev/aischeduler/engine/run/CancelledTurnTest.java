package dev.aischeduler.engine.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.aischeduler.db.run.ItemState;
import dev.aischeduler.db.run.Run;
import dev.aischeduler.db.run.RunItem;
import dev.aischeduler.db.run.RunStatus;
import dev.aischeduler.db.workflow.StepState;
import dev.aischeduler.engine.bulkrun.BulkOptions;
import dev.aischeduler.engine.bulkrun.BulkRuns;
import dev.aischeduler.engine.testing.EngineFixture;
import dev.aischeduler.engine.testing.OnBothDatabases;
import dev.aischeduler.engine.testing.ScriptedHandler;
import dev.aischeduler.engine.webhook.CallbackTerms;
import dev.aischeduler.engine.workflow.Workflows;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/**
 * A user cancels a run amid a turn that is about to store jobs, which the user's call cannot see:
 * they are cancelled all the same, whatever the kind of the run.
 */
class CancelledTurnTest extends OnBothDatabases {
  private static final Duration LONG = Duration.ofSeconds(60);

  /** Cancels the run when the turn checks the request of this text. */
  private static Consumer<ScriptedHandler.Request> cancelAt(
      String text, Consumer<UUID> cancel, UUID run) {
    return request -> {
      if (text.equals(request.text())) {
        cancel.accept(run);
      }
    };
  }

  private static void allCancelled(EngineFixture fixture, UUID run) {
    Runs runs = fixture.engine().runs();
    await()
        .atMost(LONG)
        .until(
            () -> {
              Run.Counts counts = runs.find(run).orElseThrow().counts();
              return counts.items() > 0 && counts.inFlight() == 0;
            });
    assertThat(runs.find(run).orElseThrow().status()).isEqualTo(RunStatus.CANCELLED);
    assertThat(runs.items(run, null, 0, 100))
        .extracting(RunItem::state)
        .containsOnly(ItemState.CANCELLED);
  }

  @Test
  void the_items_of_a_bulk_run_are_cancelled() throws Exception {
    try (EngineFixture fixture = start("lanes.llm.max_concurrent=1")) {
      fixture.llm.gate = new CountDownLatch(1);
      BulkRuns bulk = fixture.engine().bulkRuns();
      UUID run = bulk.newId();
      fixture.llm.checked = cancelAt("c", fixture.engine().runs()::cancel, run);
      BulkOptions options =
          new BulkOptions(
              "test",
              null,
              JsonNodeFactory.instance.objectNode().put("type", "llm").put("action", "wait"),
              null,
              null,
              false,
              null,
              CallbackTerms.NONE,
              null);
      byte[] manifest = "text\na\nb\nc\nd\n".getBytes(StandardCharsets.UTF_8);
      bulk.submit(run, options, new ByteArrayInputStream(manifest));
      allCancelled(fixture, run);
    }
  }

  @Test
  void the_jobs_and_steps_of_a_workflow_are_cancelled() {
    try (EngineFixture fixture = start()) {
      fixture.llm.gate = new CountDownLatch(1);
      Workflows workflows = fixture.engine().workflows();
      UUID run = UUID.randomUUID();
      // the text is known only in the turn
      fixture.llm.checked = cancelAt("late", workflows::cancel, run);
      workflows.start(
          run,
          workflows.read(
              "name: x\ninputs: {t: late}\n"
                  + "steps: {a: {task: llm, request: {text: '{{ inputs.t }}', action: wait}}}"),
          JsonNodeFactory.instance.objectNode(),
          null,
          CallbackTerms.NONE);
      allCancelled(fixture, run);
      await()
          .atMost(LONG)
          .untilAsserted(
              () ->
                  assertThat(workflows.find(run).orElseThrow().steps())
                      .allMatch(step -> step.state() == StepState.CANCELLED));
    }
  }
}

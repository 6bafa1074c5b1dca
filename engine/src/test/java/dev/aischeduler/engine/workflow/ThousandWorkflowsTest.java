package dev.aischeduler.engine.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aischeduler.db.Dialect;
import dev.aischeduler.engine.testing.EngineFixture;
import dev.aischeduler.engine.testing.OnBothDatabases;
import dev.aischeduler.engine.webhook.CallbackTerms;
import dev.aischeduler.engine.workflow.definition.WorkflowDefinition;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/**
 * Many workflows at once cost rows, not threads and not memory: a thousand on H2. On PostgreSQL,
 * where the engine is the same and only the statements differ, a quarter of them tells.
 */
final class ThousandWorkflowsTest extends OnBothDatabases {
  private static final Duration LONG = Duration.ofMinutes(10);
  private static final int FEW = 50;
  private static final long SAME_BYTES = 40_000_000;
  private static final int SAME_THREADS = 12;

  /** What the process uses. */
  private record Use(long heap, int threads) {}

  private static Use use() {
    System.gc();
    return new Use(
        ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed(),
        ManagementFactory.getThreadMXBean().getThreadCount());
  }

  private static void start(
      EngineFixture fixture, WorkflowDefinition definition, int from, int to) {
    for (int i = from; i < to; i++) {
      ObjectNode inputs = JsonNodeFactory.instance.objectNode().put("n", "w" + i);
      fixture.engine().workflows().start(null, definition, inputs, null, CallbackTerms.NONE);
    }
  }

  private static long count(EngineFixture fixture, String what) {
    return fixture
        .database
        .jdbi()
        .withHandle(h -> h.createQuery("SELECT count(*) FROM " + what).mapTo(Long.class).one());
  }

  /** On PostgreSQL the full number takes long: it is a drill there. */
  private int many() {
    boolean full = "full".equals(System.getProperty("drills"));
    return dialect == Dialect.H2 || full ? 1000 : 250;
  }

  @Test
  void a_thousand_workflows_wait_without_threads_and_all_end() throws Exception {
    int many = many();
    try (EngineFixture fixture = start()) {
      fixture.llm.gate = new CountDownLatch(1);
      WorkflowDefinition definition =
          fixture
              .engine()
              .workflows()
              .read(
                  """
                  name: one of many
                  inputs: {n: "0"}
                  steps:
                    a: {task: llm, request: {text: "{{ inputs.n }}", action: wait}}
                    b: {task: tts, request: {text: "{{ a }} b"}}
                  """);
      start(fixture, definition, 0, FEW);
      await().atMost(LONG).until(() -> count(fixture, "run_item") == FEW);
      Use few = use();
      long begin = System.nanoTime();
      start(fixture, definition, FEW, many);
      await().atMost(LONG).until(() -> count(fixture, "run_item") == many);
      double submitted = (System.nanoTime() - begin) / 1e9;
      Use atMost = use();
      begin = System.nanoTime();
      fixture.llm.gate.countDown();
      await()
          .atMost(LONG)
          .pollInterval(Duration.ofMillis(200))
          .until(() -> count(fixture, "run WHERE status = 'succeeded'") == many);
      System.out.printf(
          Locale.ROOT,
          "%s: %d workflows begun in %.1f s, ended in %.1f s; heap %d MB with %d, %d MB with %d;"
              + " threads %d, %d%n",
          dialect,
          many,
          submitted,
          (System.nanoTime() - begin) / 1e9,
          few.heap() / 1_000_000,
          FEW,
          atMost.heap() / 1_000_000,
          many,
          few.threads(),
          atMost.threads());
      assertThat(atMost.heap() - few.heap()).isLessThan(SAME_BYTES);
      assertThat(atMost.threads() - few.threads()).isLessThan(SAME_THREADS);
      assertThat(count(fixture, "job WHERE status = 'succeeded'")).isEqualTo(2L * many);
      assertThat(fixture.tts.started).doesNotHaveDuplicates();
    }
  }
}

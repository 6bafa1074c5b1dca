package dev.aischeduler.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aischeduler.web.app.RunningApp;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Manifests, from the file to the results. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class BulkCallsTest {
  private final RunningApp app = RunningApp.scripted(Map.of());
  private final AiScheduler client = Clients.of(app.http().address());

  @AfterAll
  void end() throws IOException {
    client.close();
    app.close();
  }

  @Test
  void a_manifest_is_run_followed_and_its_results_are_saved(@TempDir Path folder)
      throws IOException {
    Path manifest = folder.resolve("manifest.csv");
    Files.writeString(manifest, "item_key,prompt\na,one\nb,two\nc,impossible\n");
    ClientResponse sent =
        client
            .bulk()
            .submit(
                manifest,
                BulkOptions.builder().name("a run").type("llm").priority(2).build(),
                (bytes, total) -> {});
    BulkRun run = sent.orThrow().as(BulkRun.class);
    List<BulkRun> states = new CopyOnWriteArrayList<>();
    BulkRun over =
        client
            .bulk()
            .await(run.runId(), Duration.ofMinutes(1), states::add)
            .orThrow()
            .as(BulkRun.class);
    assertThat(over.name()).isEqualTo("a run");
    assertThat(over.status()).isEqualTo(RunStatus.FAILED);
    assertThat(over.succeeded()).isEqualTo(2);
    assertThat(over.failed()).isEqualTo(1);
    assertThat(states.get(states.size() - 1)).isEqualTo(over);

    assertThat(client.bulk().status(run.runId()).orThrow().isCached()).isTrue();
    Path results = folder.resolve("results.jsonl");
    client.bulk().download(run.runId(), "results.jsonl", results).orThrow();
    assertThat(results).content().contains("echo one", "echo two").hasLineCount(3);
    assertThat(client.bulk().await(run.runId(), Duration.ofMinutes(1), state -> {}).isSuccess())
        .isTrue();
  }

  @Test
  void a_manifest_is_sent_in_parts_and_tells_how_far_it_is(@TempDir Path folder)
      throws IOException {
    Path manifest = folder.resolve("large.jsonl");
    String row = "{\"type\": \"llm\", \"prompt\": \"" + "x".repeat(4000) + "\"}\n";
    try (BufferedWriter writer = Files.newBufferedWriter(manifest)) {
      for (int i = 0; i < 2000; i++) {
        writer.write(row);
      }
    }
    List<Long> sent = new CopyOnWriteArrayList<>();
    BulkRun run =
        client
            .bulk()
            .submit(
                manifest,
                BulkOptions.builder().dryRun(true).build(),
                (bytes, total) -> {
                  assertThat(total).isEqualTo(2000L * row.length());
                  sent.add(bytes);
                })
            .orThrow()
            .as(BulkRun.class);
    assertThat(run.dryRun()).isTrue();
    assertThat(sent).isSorted().hasSizeGreaterThan(100);
    assertThat(sent.get(sent.size() - 1)).isEqualTo(2000L * row.length());
    client.bulk().await(run.runId(), Duration.ofMinutes(1), state -> {}).orThrow();
    assertThat(client.bulk().status(run.runId()).as(BulkRun.class).total()).isEqualTo(2000);
  }

  @Test
  void a_manifest_that_is_wrong_or_is_not_there_is_a_failure(@TempDir Path folder)
      throws IOException {
    Path manifest = folder.resolve("wrong.csv");
    Files.writeString(manifest, "type,nonsense\nllm,hello\n");
    BulkOptions options = BulkOptions.builder().build();
    ClientResponse refused = client.bulk().submit(manifest, options, (bytes, total) -> {});
    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.error()).contains("nonsense");
    // the server answers before it has read all of it
    Path large = folder.resolve("large.csv");
    Files.writeString(large, "type,nonsense\n" + ("llm," + "x".repeat(1000) + "\n").repeat(20_000));
    ClientResponse early = client.bulk().submit(large, options, (bytes, total) -> {});
    assertThat(early.status()).as(early.error()).isEqualTo(400);
    ClientResponse none =
        client.bulk().submit(folder.resolve("none.csv"), options, (bytes, total) -> {});
    assertThat(none.status()).isZero();
    assertThat(none.error()).contains("none.csv");
  }

  @Test
  void a_run_is_cancelled(@TempDir Path folder) throws IOException {
    Path manifest = folder.resolve("manifest.csv");
    Files.writeString(manifest, "prompt\nhang\n");
    BulkRun run =
        client
            .bulk()
            .submit(manifest, BulkOptions.builder().type("llm").build(), (bytes, total) -> {})
            .orThrow()
            .as(BulkRun.class);
    client.bulk().cancel(run.runId()).orThrow();
    BulkRun over =
        client
            .bulk()
            .await(run.runId(), Duration.ofMinutes(1), state -> {})
            .orThrow()
            .as(BulkRun.class);
    assertThat(over.status()).isEqualTo(RunStatus.CANCELLED);
  }
}

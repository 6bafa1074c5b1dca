package dev.aischeduler.engine.bulkrun;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.aischeduler.config.TestTaskTypes;
import dev.aischeduler.config.json.Json;
import dev.aischeduler.db.job.JobStatus;
import dev.aischeduler.db.run.ItemState;
import dev.aischeduler.db.run.Run;
import dev.aischeduler.db.run.RunItem;
import dev.aischeduler.db.run.RunStatus;
import dev.aischeduler.db.tenant.Tenant;
import dev.aischeduler.engine.bulkrun.manifest.ManifestException;
import dev.aischeduler.engine.refusal.ConflictException;
import dev.aischeduler.engine.task.InvalidRequestException;
import dev.aischeduler.engine.testing.EngineFixture;
import dev.aischeduler.engine.testing.OnBothDatabases;
import dev.aischeduler.engine.webhook.CallbackTerms;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bulk runs from their submission to their results. */
class BulkRunTest extends OnBothDatabases {
  private static final Duration LONG = Duration.ofSeconds(60);

  private static BulkOptions options(
      @Nullable Integer window, @Nullable Integer skip, boolean dry) {
    return new BulkOptions(
        "test",
        null,
        JsonNodeFactory.instance.objectNode().put("type", "llm"),
        window,
        skip,
        dry,
        null,
        CallbackTerms.NONE,
        null);
  }

  private static Run submit(EngineFixture fixture, BulkOptions options, String manifest)
      throws IOException {
    BulkRuns bulk = fixture.engine().bulkRuns();
    return bulk.submit(
        bulk.newId(), options, new ByteArrayInputStream(manifest.getBytes(StandardCharsets.UTF_8)));
  }

  private static Run find(EngineFixture fixture, UUID run) {
    return fixture.engine().runs().find(run).orElseThrow();
  }

  private static Run over(EngineFixture fixture, UUID run) {
    await().atMost(LONG).until(() -> find(fixture, run).status().isFinal());
    return find(fixture, run);
  }

  private static String rows(int count) {
    return "text\n"
        + IntStream.rangeClosed(1, count)
            .mapToObj(i -> "t" + i + "\n")
            .collect(Collectors.joining());
  }

  private static List<RunItem> items(EngineFixture fixture, UUID run) {
    return fixture.engine().runs().items(run, null, 0, 10_000);
  }

  private static String text(InputStream in) throws IOException {
    try (in) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Test
  void every_row_becomes_a_job_once_and_results_stand_in_the_order_of_the_manifest()
      throws Exception {
    try (EngineFixture fixture = start("lanes.llm.max_concurrent=4")) {
      Run run = submit(fixture, options(300, null, false), rows(1000));
      Run done = over(fixture, run.id());
      assertThat(done.status()).as(done.error()).isEqualTo(RunStatus.SUCCEEDED);
      assertThat(done.counts()).isEqualTo(new Run.Counts(1000, 1000, 0, 1000, 0, 0));
      assertThat(fixture.llm.runs).hasSize(1000);
      assertThat(fixture.llm.runs.values()).allMatch(n -> n.get() == 1);
      List<JsonNode> lines = new ArrayList<>();
      for (String line : text(fixture.engine().bulkResults().jsonl(done, a -> "x")).split("\n")) {
        lines.add(Json.mapper().readTree(line));
      }
      assertThat(lines)
          .extracting(l -> l.path("result").path("text").asText())
          .isEqualTo(IntStream.rangeClosed(1, 1000).mapToObj(i -> "t" + i).toList());
      assertThat(lines.get(0).path("line").asInt()).isEqualTo(2);
      assertThat(fixture.jobs().find(items(fixture, run.id()).get(0).jobId()).orElseThrow().job())
          .satisfies(job -> assertThat(job.priority()).isEqualTo(1));
    }
  }

  @Test
  void no_more_items_are_in_flight_than_the_window_has_room_for() throws Exception {
    try (EngineFixture fixture = start("lanes.llm.max_concurrent=1")) {
      fixture.llm.gate = new CountDownLatch(1);
      Run run =
          submit(
              fixture,
              options(20, null, false),
              "text,action\n"
                  + IntStream.range(0, 100)
                      .mapToObj(i -> "t" + i + ",wait\n")
                      .collect(Collectors.joining()));
      await().atMost(LONG).until(() -> find(fixture, run.id()).counts().items() == 20);
      await().atMost(LONG).until(() -> !fixture.llm.started.isEmpty());
      assertThat(find(fixture, run.id()).counts().inFlight()).isEqualTo(20);
      assertThat(find(fixture, run.id()).note()).isEqualTo("20 of 100 rows read");
      fixture.llm.gate.countDown();
      assertThat(over(fixture, run.id()).counts().succeeded()).isEqualTo(100);
    }
  }

  @Test
  void rejected_rows_are_kept_with_line_column_and_reason_and_the_others_run() throws Exception {
    try (EngineFixture fixture = start()) {
      Run run =
          submit(
              fixture, options(null, null, false), "item_key,text,priority\na,x,\nb,,\nc,z,12\n");
      Run done = over(fixture, run.id());
      assertThat(done.status()).isEqualTo(RunStatus.FAILED);
      assertThat(done.error()).isNull();
      assertThat(done.counts()).isEqualTo(new Run.Counts(3, 3, 2, 1, 0, 0));
      assertThat(text(fixture.engine().bulkResults().rejects(done)))
          .isEqualTo(
              """
              item,line,column,field,item_key,reason
              2,3,2,text,b,"must not be empty"
              3,4,3,priority,c,"must be 0 to 9, but is 12"
              """);
      assertThat(text(fixture.engine().bulkResults().csv(done)))
          .startsWith(
              "item,line,item_key,state,task_id,type,error,artifacts,result.text,result\n1,2,a,succeeded,")
          .contains("2,3,b,rejected,,,\"column 2 (text): must not be empty\",,,");
    }
  }

  @Test
  void rows_with_what_a_database_refuses_are_rejected_and_the_others_run() throws Exception {
    try (EngineFixture fixture = start()) {
      Run run =
          submit(
              fixture,
              options(null, null, false),
              "item_key,text,priority\na\0b,x,\nc,y,1\0002\nd,z,\n");
      Run done = over(fixture, run.id());
      assertThat(done.error()).isNull();
      assertThat(done.counts()).isEqualTo(new Run.Counts(3, 3, 2, 1, 0, 0));
      assertThat(text(fixture.engine().bulkResults().rejects(done)))
          .contains("contains a NUL character")
          .doesNotContain("\0");
    }
  }

  @Test
  void more_rejects_than_the_limit_end_the_run_with_a_reason() throws Exception {
    try (EngineFixture fixture = start()) {
      Run run = submit(fixture, options(null, 1, false), "text,priority\n,1\n,1\nx,1\n");
      Run done = over(fixture, run.id());
      assertThat(done.status()).isEqualTo(RunStatus.FAILED);
      assertThat(done.error()).contains("2 rows were rejected, more than the skip_limit of 1");
    }
  }

  @Test
  void a_dry_run_submits_nothing_and_estimates_from_what_jobs_took() throws Exception {
    try (EngineFixture fixture = start()) {
      fixture.await(fixture.submit(TestTaskTypes.LLM, "earlier", null));
      Run run = submit(fixture, options(null, null, true), rows(2000) + ",1\n\"\"\n");
      Run done = over(fixture, run.id());
      assertThat(done.status()).isEqualTo(RunStatus.FAILED);
      assertThat(done.counts()).isEqualTo(new Run.Counts(2002, 2, 2, 0, 0, 0));
      BulkState state = BulkState.of(done, BulkSpec.of(done.spec()));
      assertThat(state.valid()).isEqualTo(2000);
      assertThat(fixture.engine().bulkRuns().estimate(state)).isPresent();
      assertThat(fixture.llm.started).containsExactly("earlier");
    }
  }

  @Test
  void a_paused_run_submits_nothing_until_it_is_resumed() throws Exception {
    try (EngineFixture fixture = start()) {
      fixture.llm.gate = new CountDownLatch(1);
      String manifest = rows(50).replace("\n", ",wait\n").replaceFirst("text,wait", "text,action");
      Run run = submit(fixture, options(10, null, false), manifest);
      await().atMost(LONG).until(() -> find(fixture, run.id()).counts().items() == 10);
      fixture.engine().runs().pause(run.id());
      fixture.llm.gate.countDown();
      await().atMost(LONG).until(() -> find(fixture, run.id()).counts().inFlight() == 0);
      assertThat(find(fixture, run.id()).counts().items()).isEqualTo(10);
      fixture.engine().runs().resume(run.id());
      assertThat(over(fixture, run.id()).counts().succeeded()).isEqualTo(50);
    }
  }

  @Test
  void a_cancelled_run_goes_on_when_it_is_restarted_and_repeats_nothing() throws Exception {
    try (EngineFixture fixture = start("lanes.llm.max_concurrent=1")) {
      fixture.llm.gate = new CountDownLatch(1);
      Run run =
          submit(
              fixture,
              options(10, null, false),
              "text,action\n"
                  + "a,ok\nb,ok\n"
                  + rows(40).replaceFirst("text\n", "").replace("\n", ",wait\n"));
      await().atMost(LONG).until(() -> find(fixture, run.id()).counts().succeeded() == 2);
      fixture.engine().runs().cancel(run.id());
      assertThat(find(fixture, run.id()).status()).isEqualTo(RunStatus.CANCELLED);
      await().atMost(LONG).until(() -> find(fixture, run.id()).counts().inFlight() == 0);
      fixture.llm.gate.countDown();
      fixture.engine().bulkRuns().restart(run.id());
      Run done = over(fixture, run.id());
      assertThat(done.counts()).isEqualTo(new Run.Counts(42, 42, 0, 42, 0, 0));
      assertThat(fixture.llm.runs.get("a").get()).isEqualTo(1);
      assertThatThrownBy(() -> fixture.engine().bulkRuns().restart(run.id()))
          .isInstanceOf(ConflictException.class)
          .hasMessageContaining("succeeded");
    }
  }

  @Test
  void only_failed_items_run_again_when_a_run_is_retried() throws Exception {
    try (EngineFixture fixture = start("lanes.llm.max_attempts=1")) {
      Run run =
          submit(fixture, options(null, null, false), "text,action\na,ok\nb,fail-once\nc,fail\n");
      Run failed = over(fixture, run.id());
      assertThat(failed.counts()).isEqualTo(new Run.Counts(3, 3, 0, 1, 2, 0));
      assertThat(items(fixture, run.id()).get(2).error()).contains("scripted failure");
      fixture.engine().bulkRuns().retry(run.id());
      await()
          .atMost(LONG)
          .until(
              () ->
                  find(fixture, run.id()).counts().equals(new Run.Counts(3, 3, 0, 2, 1, 0))
                      && find(fixture, run.id()).status() == RunStatus.FAILED);
      assertThat(fixture.llm.runs.get("a").get()).isEqualTo(1);
      assertThat(fixture.llm.runs.get("b").get()).isEqualTo(2);
      assertThat(fixture.llm.runs.get("c").get()).isEqualTo(2);
    }
  }

  @Test
  void a_full_lane_makes_the_run_wait_not_fail() throws Exception {
    try (EngineFixture fixture = start("lanes.llm.max_queued=60", "lanes.llm.max_concurrent=1")) {
      Run run = submit(fixture, options(50, null, false), rows(200));
      assertThat(over(fixture, run.id()).counts().succeeded()).isEqualTo(200);
    }
  }

  @Test
  void a_lane_with_less_room_than_a_chunk_is_filled_piece_by_piece() throws Exception {
    try (EngineFixture fixture = start("lanes.llm.max_queued=3", "lanes.llm.max_concurrent=1")) {
      Run run = submit(fixture, options(50, null, false), rows(20));
      Run done = over(fixture, run.id());
      assertThat(done.status()).as(done.error()).isEqualTo(RunStatus.SUCCEEDED);
      assertThat(done.counts()).isEqualTo(new Run.Counts(20, 20, 0, 20, 0, 0));
      assertThat(fixture.llm.runs.values()).hasSize(20).allMatch(n -> n.get() == 1);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void a_tenant_whose_limit_is_smaller_than_a_chunk_has_its_run_done(int queued) throws Exception {
    try (EngineFixture fixture = start("lanes.llm.max_concurrent=1")) {
      fixture.jobs().tenants().put(new Tenant("default", 1, queued, null, null));
      Run run = submit(fixture, options(50, null, false), rows(20));
      Run done = over(fixture, run.id());
      assertThat(done.status()).as(done.error()).isEqualTo(RunStatus.SUCCEEDED);
      assertThat(done.counts()).isEqualTo(new Run.Counts(20, 20, 0, 20, 0, 0));
    }
  }

  @Test
  void a_run_that_waits_for_a_limit_of_its_tenant_says_so() throws Exception {
    try (EngineFixture fixture = start()) {
      fixture.jobs().tenants().put(new Tenant("default", 1, null, null, 5));
      Run run = submit(fixture, options(50, null, false), rows(20));
      await()
          .atMost(LONG)
          .until(
              () ->
                  "5 of 20 rows read; waits for room: tenant default has used up its jobs_per_day 5"
                      .equals(find(fixture, run.id()).note()));
      await().atMost(LONG).until(() -> find(fixture, run.id()).counts().succeeded() == 5);
    }
  }

  @Test
  void a_bad_manifest_or_option_stores_nothing() throws Exception {
    try (EngineFixture fixture = start()) {
      assertThatThrownBy(() -> submit(fixture, options(null, null, false), "nonsense\nx\n"))
          .isInstanceOf(ManifestException.class);
      assertThatThrownBy(() -> submit(fixture, options(0, null, false), rows(1)))
          .isInstanceOf(InvalidRequestException.class);
      assertThat(fixture.engine().runs().list("bulk", null, java.util.Set.of(), null, 10))
          .isEmpty();
    }
  }

  @Test
  void artifacts_come_in_one_zip_under_readable_names() throws Exception {
    try (EngineFixture fixture = start()) {
      BulkRuns bulk = fixture.engine().bulkRuns();
      BulkOptions options =
          new BulkOptions(
              "test",
              null,
              JsonNodeFactory.instance.objectNode().put("type", "llm").put("action", "artifact"),
              null,
              null,
              false,
              "{line}-{text}.png",
              CallbackTerms.NONE,
              null);
      Run run =
          bulk.submit(
              bulk.newId(),
              options,
              new ByteArrayInputStream(
                  "text\na red/fox: 1\n一只狐狸\n".getBytes(StandardCharsets.UTF_8)));
      Run done = over(fixture, run.id());
      Map<String, String> files = new LinkedHashMap<>();
      try (ZipInputStream zip =
          new ZipInputStream(fixture.engine().bulkResults().zip(done), StandardCharsets.UTF_8)) {
        ZipEntry entry = zip.getNextEntry();
        while (entry != null) {
          files.put(entry.getName(), new String(zip.readAllBytes(), StandardCharsets.UTF_8));
          entry = zip.getNextEntry();
        }
      }
      assertThat(files.keySet())
          .containsExactly("2-a_red_fox_1.txt", "3-一只狐狸.txt", "results.csv", "rejects.csv");
      assertThat(files.get("3-一只狐狸.txt")).isEqualTo("一只狐狸");
      assertThat(files.get("results.csv")).contains("2-a_red_fox_1.txt");
      assertThat(fixture.engine().bulkSummaries().of(done).runS()).isNotNull();
    }
  }

  @Test
  void what_people_wait_for_starts_next_while_a_bulk_run_fills_the_lane() throws Exception {
    try (EngineFixture fixture = start("lanes.image.max_concurrent=1")) {
      fixture.image.gate = new CountDownLatch(1);
      BulkOptions options =
          new BulkOptions(
              "pictures",
              null,
              JsonNodeFactory.instance.objectNode().put("type", "image").put("action", "wait"),
              null,
              null,
              false,
              null,
              CallbackTerms.NONE,
              null);
      Run run = submit(fixture, options, rows(90));
      await().atMost(LONG).until(() -> find(fixture, run.id()).counts().items() == 90);
      await().atMost(LONG).until(() -> !fixture.image.started.isEmpty());
      UUID picture = fixture.submit(TestTaskTypes.IMAGE, "asked", null);
      fixture.image.gate.countDown();
      assertThat(fixture.await(picture).status()).isEqualTo(JobStatus.SUCCEEDED);
      assertThat(fixture.image.started.indexOf("asked")).isEqualTo(1);
      assertThat(over(fixture, run.id()).counts().succeeded()).isEqualTo(90);
      assertThat(fixture.engine().runs().items(run.id(), ItemState.SUCCEEDED, 0, 100)).hasSize(90);
    }
  }

  @Test
  void a_run_goes_on_where_it_was_when_its_node_ends() throws Exception {
    try (EngineFixture fixture = start("lanes.llm.max_concurrent=4")) {
      Run run = submit(fixture, options(100, null, false), rows(2000));
      for (int kill = 1; kill <= 3; kill++) {
        int least = 400 * kill;
        await().atMost(LONG).until(() -> find(fixture, run.id()).counts().items() >= least);
        fixture.restart();
      }
      Run done = over(fixture, run.id());
      assertThat(done.counts().items()).isEqualTo(2000);
      assertThat(items(fixture, run.id()))
          .extracting(RunItem::line)
          .isEqualTo(IntStream.rangeClosed(2, 2001).boxed().toList());
      assertThat(done.counts().succeeded()).isEqualTo(2000);
    }
  }
}

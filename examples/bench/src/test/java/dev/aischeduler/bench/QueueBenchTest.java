package dev.aischeduler.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aischeduler.bench.database.H2Files;
import dev.aischeduler.bench.measure.Bench;
import dev.aischeduler.bench.measure.Plan;
import dev.aischeduler.bench.measure.StartLatency;
import dev.aischeduler.bench.measure.Throughput;
import dev.aischeduler.bench.peer.Peer;
import dev.aischeduler.bench.peer.Peers;
import dev.aischeduler.bench.report.Cell;
import dev.aischeduler.bench.report.Headline;
import dev.aischeduler.bench.report.JsonReport;
import dev.aischeduler.bench.report.MarkdownReport;
import dev.aischeduler.bench.report.Report;
import dev.aischeduler.bench.report.Samples;
import dev.aischeduler.bench.report.Section;
import dev.aischeduler.bench.report.TextReport;
import dev.aischeduler.config.Settings;
import dev.aischeduler.config.json.Json;
import dev.aischeduler.web.Main;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("drill")
class QueueBenchTest {
  private static final Plan TINY =
      new Plan(
          10,
          10,
          50,
          2,
          List.of(2),
          Duration.ofSeconds(10),
          1,
          List.of(100),
          100,
          10,
          50,
          List.of(1),
          1,
          Duration.ofMillis(50),
          Duration.ofMinutes(20));

  @TempDir private Path folder;

  /** As the program does: JobRunr finds no column of its own in a Turkish process. */
  @BeforeAll
  static void neutralDefaults() {
    Main.setNeutralDefaults();
  }

  @Test
  void a_tiny_run_on_h2_drains_every_peer_and_reports_it() throws Exception {
    PeerLogs.quieten();
    Report report;
    try (H2Files databases = new H2Files(folder)) {
      report =
          QueueBench.run(
              List.of(databases),
              TINY,
              Set.of("floor", "throughput", "claim", "bulk"),
              folder,
              line -> {});
    }
    List<String> drained =
        Peers.ALL.stream()
            .map(peer -> peer.name())
            .filter(
                name ->
                    report
                        .cell("throughput_h2", name, Throughput.column(2))
                        .filter(cell -> cell.median() > 0)
                        .isPresent())
            .toList();
    assertThat(drained).containsExactly("AI Scheduler", "db-scheduler polling", "JobRunr");

    List<Headline> headlines = Headlines.of(report, TINY);
    JsonNode json = Json.mapper().readTree(JsonReport.of(report, headlines));
    assertThat(json.at("/ratios/throughput_vs_db_scheduler_h2").asDouble()).isPositive();
    assertThat(json.at("/ratios/bulk_submit_vs_db_scheduler_h2").asDouble()).isPositive();
    assertThat(json.at("/headlines/bulk_submit_vs_db_scheduler_h2/rounds")).hasSize(2);
    assertThat(json.at("/sections/claim_h2/rows/100 queued/p50/median").asDouble()).isPositive();

    Path page = folder.resolve("benchmarks.md");
    String marks = "<!-- figures: begin (ai_scheduler bench queue --docs) -->\nold\n";
    Files.writeString(page, "before\n" + marks + "<!-- figures: end -->\nafter\n");
    MarkdownReport.write(folder, "queue", report, headlines, Plots.queue(report));
    assertThat(page)
        .content()
        .startsWith("before\n")
        .contains("| JobRunr |")
        .doesNotContain("old\n")
        .endsWith("after\n");
    assertThat(folder.resolve("images/bench-queue.svg")).content().contains("AI Scheduler");
  }

  @Test
  void start_latency_is_sampled_by_turns_in_every_round() throws Exception {
    PeerLogs.quieten();
    List<Peer> peers = List.of(Peers.AI_SCHEDULER, Peers.DB_SCHEDULER_POLL);
    Section section;
    try (H2Files databases = new H2Files(folder)) {
      long until = System.nanoTime() + TINY.time().toNanos();
      section = new StartLatency().run(new Bench(databases, peers, TINY, line -> {}, until));
    }
    List<Headline> headlines = Headlines.of(new Report(Map.of(), List.of(section)), TINY);
    assertThat(headlines)
        .extracting(Headline::name)
        .containsExactly("start_p50_vs_db_scheduler_h2", "start_p99_vs_db_scheduler_h2");
    assertThat(headlines)
        .allSatisfy(headline -> assertThat(headline.figure().rounds()).hasSize(2))
        .allSatisfy(headline -> assertThat(headline.value()).isPositive());
  }

  @Test
  void every_headline_is_the_median_of_its_rounds_with_their_spread() throws Exception {
    List<Headline> headlines = Headlines.of(SyntheticQueueReport.make(), Plan.quick());

    JsonNode json =
        Json.mapper().readTree(JsonReport.of(new Report(Map.of(), List.of()), headlines));
    JsonNode ratios = json.path("ratios");
    assertThat(ratios.fieldNames())
        .toIterable()
        .containsExactlyInAnyOrder(
            "throughput_vs_db_scheduler_pg",
            "throughput_vs_db_scheduler_prefetching_pg",
            "throughput_vs_jobrunr_pg",
            "throughput_vs_db_scheduler_h2",
            "scaling_2_vs_1",
            "start_p50_ms",
            "start_p99_ms",
            "start_p50_vs_db_scheduler_pg",
            "start_p99_vs_db_scheduler_pg",
            "start_p50_vs_db_scheduler_h2",
            "start_p99_vs_db_scheduler_h2",
            "start_cross_p99_ms",
            "start_vs_jobrunr",
            "claim_1m_vs_1k",
            "bulk_submit_10k_s",
            "bulk_submit_vs_db_scheduler_pg",
            "bulk_submit_vs_db_scheduler_h2");
    assertThat(ratios.path("bulk_submit_vs_db_scheduler_pg").asDouble()).isEqualTo(2);
    JsonNode bulk = json.at("/headlines/bulk_submit_vs_db_scheduler_pg");
    assertThat(bulk.path("min").asDouble()).isEqualTo(1);
    assertThat(bulk.path("max").asDouble()).isEqualTo(4);
    assertThat(bulk.path("target").asDouble()).isEqualTo(1.3);
    assertThat(bulk.path("met").asBoolean()).isFalse();
    assertThat(TextReport.of(new Report(Map.of(), List.of()), headlines)).contains("1..4");
  }

  @Test
  void other_engines_write_each_commit_to_the_file_of_h2() throws Exception {
    try (H2Files databases = new H2Files(folder)) {
      Settings.Database database = databases.fresh(2);
      assertThat(H2Files.writingEachCommit(database).url())
          .isEqualTo(database.url() + ";WRITE_DELAY=0");
      assertThat(databases.describe()).contains("each commit is on disk when it returns");
    }
    Settings.Database postgres = new Settings.Database("jdbc:postgresql://h/d", "u", "", 2);
    assertThat(H2Files.writingEachCommit(postgres)).isEqualTo(postgres);
  }

  @Test
  void ratios_pair_the_rounds_and_percentiles_take_the_nearest_rank() {
    Cell fast = new Cell(List.of(100.0, 20.0, 300.0));
    Cell slow = new Cell(List.of(50.0, 10.0, 100.0));
    assertThat(fast.over(slow).rounds()).containsExactly(2.0, 2.0, 3.0);
    assertThat(fast.over(slow).median()).isEqualTo(2.0);
    assertThat(Samples.percentile(List.of(4.0, 1.0, 3.0, 2.0), 50)).isEqualTo(2.0);
    assertThat(Samples.percentile(List.of(4.0, 1.0, 3.0, 2.0), 99)).isEqualTo(4.0);
  }
}

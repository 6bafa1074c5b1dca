package dev.aischeduler.examples.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aischeduler.config.Json;
import dev.aischeduler.examples.bench.database.H2Files;
import dev.aischeduler.examples.bench.measure.Plan;
import dev.aischeduler.examples.bench.measure.Throughput;
import dev.aischeduler.examples.bench.peer.Peers;
import dev.aischeduler.examples.bench.report.Cell;
import dev.aischeduler.examples.bench.report.Headline;
import dev.aischeduler.examples.bench.report.JsonReport;
import dev.aischeduler.examples.bench.report.MarkdownReport;
import dev.aischeduler.examples.bench.report.Report;
import dev.aischeduler.examples.bench.report.Samples;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QueueBenchTest {
  private static final Plan TINY =
      new Plan(
          10,
          50,
          1,
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
          Duration.ofMinutes(1));

  @TempDir private Path folder;

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
  void ratios_pair_the_rounds_and_percentiles_take_the_nearest_rank() {
    Cell fast = new Cell(List.of(100.0, 20.0, 300.0));
    Cell slow = new Cell(List.of(50.0, 10.0, 100.0));
    assertThat(fast.over(slow)).isEqualTo(2.0);
    assertThat(Samples.percentile(List.of(4.0, 1.0, 3.0, 2.0), 50)).isEqualTo(2.0);
    assertThat(Samples.percentile(List.of(4.0, 1.0, 3.0, 2.0), 99)).isEqualTo(4.0);
  }
}

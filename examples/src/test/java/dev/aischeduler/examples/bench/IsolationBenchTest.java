package dev.aischeduler.examples.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aischeduler.config.Json;
import dev.aischeduler.examples.bench.isolation.TokenRate;
import dev.aischeduler.examples.bench.report.JsonReport;
import dev.aischeduler.examples.bench.report.Report;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IsolationBenchTest {
  @TempDir private Path folder;

  @Test
  void a_tiny_run_reports_the_speed_of_chats_and_of_the_bare_loop() throws Exception {
    Report report =
        new Report(
            Map.of(), List.of(new TokenRate(1, 1, 1, List.of(1, 8)).run(folder, line -> {})));
    JsonNode json =
        Json.mapper().readTree(JsonReport.of(report, IsolationCommand.headlines(report)));
    assertThat(json.at("/ratios/batch8_vs_1").asDouble()).isPositive();
    assertThat(json.at("/ratios/single_vs_bare").asDouble()).isPositive();
    assertThat(report.cell(TokenRate.ID, TokenRate.ONE_BY_ONE, TokenRate.column(8))).isPresent();
  }
}

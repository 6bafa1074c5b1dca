package dev.aischeduler.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aischeduler.bench.isolation.DeviceShares;
import dev.aischeduler.bench.isolation.FirstToken;
import dev.aischeduler.bench.isolation.Part;
import dev.aischeduler.bench.isolation.TokenRate;
import dev.aischeduler.bench.measure.Table;
import dev.aischeduler.bench.report.Headline;
import dev.aischeduler.bench.report.JsonReport;
import dev.aischeduler.bench.report.MarkdownReport;
import dev.aischeduler.bench.report.Report;
import dev.aischeduler.bench.report.Section;
import dev.aischeduler.config.json.Json;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("drill")
class IsolationBenchTest {
  private static final Duration SHORT = Duration.ofMillis(500);

  @TempDir private Path folder;

  @Test
  void a_tiny_run_measures_every_headline_figure() throws Exception {
    Map<String, Part> parts = new LinkedHashMap<>();
    parts.put("share", new DeviceShares(SHORT, SHORT, SHORT, SHORT));
    parts.put("first", new FirstToken(1, 1, 2, SHORT));
    parts.put("tokens", new TokenRate(1, 1, 1, SHORT, List.of(1, 8)));

    Report report = IsolationBench.run(parts, Set.of(), folder, line -> {});

    JsonNode ratios = ratios(report);
    assertThat(ratios.fieldNames())
        .toIterable()
        .containsExactly(
            "share_error_points",
            "share_alone_pct",
            "ttft_loaded_vs_idle",
            "ttft_off_vs_on",
            "batch8_vs_1",
            "single_vs_bare");
    assertThat(ratios).allMatch(JsonNode::isNumber);
    assertThat(report.cell(TokenRate.ID, TokenRate.ONE_BY_ONE, TokenRate.column(8))).isPresent();
  }

  @Test
  void the_headlines_are_the_worst_share_and_the_ratios_of_p95() {
    Report report = new Report(Map.of(), List.of(shares(), firstTokens()));

    Map<String, Double> values =
        IsolationHeadlines.of(report).stream()
            .collect(Collectors.toMap(Headline::name, Headline::value));

    assertThat(values)
        .containsOnly(
            entry("share_error_points", 2.5),
            entry("share_alone_pct", 98.0),
            entry("ttft_loaded_vs_idle", 2.0),
            entry("ttft_off_vs_on", 20.0));
  }

  @Test
  void the_documentation_keeps_the_figures_of_the_other_benchmark() throws Exception {
    Path page = folder.resolve("benchmarks.md");
    Files.writeString(
        page,
        """
        <!-- figures: begin (ai_scheduler bench queue --docs) -->
        of the queue
        <!-- figures: end -->
        between
        <!-- figures: begin (ai_scheduler bench isolation --docs) -->
        old
        <!-- figures: end -->
        after
        """);
    Report report = new Report(Map.of(), List.of(shares(), firstTokens()));

    MarkdownReport.write(
        folder, "isolation", report, IsolationHeadlines.of(report), Plots.isolation(report));

    assertThat(page)
        .content()
        .contains("of the queue", "between", "after", "| ttft_off_vs_on | 20")
        .doesNotContain("old\n");
    assertThat(folder.resolve("images/bench-isolation-share.svg"))
        .content()
        .contains(DeviceShares.row(70) + ": " + DeviceShares.ACTUAL);
    assertThat(folder.resolve("images/bench-isolation-first-token.svg")).exists();
    assertThat(folder.resolve("images/bench-isolation-tokens.svg")).doesNotExist();
  }

  private static JsonNode ratios(Report report) throws Exception {
    return Json.mapper()
        .readTree(JsonReport.of(report, IsolationHeadlines.of(report)))
        .path("ratios");
  }

  private static Section shares() {
    Table table = new Table();
    table.add(DeviceShares.row(70), DeviceShares.ACTUAL, 71);
    table.add(DeviceShares.row(70), DeviceShares.ERROR, 1);
    table.add(DeviceShares.row(90), DeviceShares.ACTUAL, 87.5);
    table.add(DeviceShares.row(90), DeviceShares.ERROR, 2.5);
    table.add(DeviceShares.CHATS_ALONE, DeviceShares.BUSY, 98);
    table.add(DeviceShares.PICTURES_ALONE, DeviceShares.BUSY, 99);
    return new Section(DeviceShares.ID, "Shares", "note", List.of(), table.rows());
  }

  private static Section firstTokens() {
    Table table = new Table();
    table.add(FirstToken.IDLE, FirstToken.P95, 20);
    table.add(FirstToken.LOADED, FirstToken.P95, 40);
    table.add(FirstToken.UNSHARED, FirstToken.P95, 800);
    return new Section(FirstToken.ID, "First tokens", "note", List.of(), table.rows());
  }
}

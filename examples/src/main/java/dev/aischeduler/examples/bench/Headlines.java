package dev.aischeduler.examples.bench;

import dev.aischeduler.examples.bench.measure.BulkSubmit;
import dev.aischeduler.examples.bench.measure.ClaimCost;
import dev.aischeduler.examples.bench.measure.Plan;
import dev.aischeduler.examples.bench.measure.StartLatency;
import dev.aischeduler.examples.bench.measure.Throughput;
import dev.aischeduler.examples.bench.peer.Peer;
import dev.aischeduler.examples.bench.peer.Peers;
import dev.aischeduler.examples.bench.report.Cell;
import dev.aischeduler.examples.bench.report.Headline;
import dev.aischeduler.examples.bench.report.Report;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The figures that the product is judged by, as far as they were measured. */
final class Headlines {
  private static final String US = Peers.AI_SCHEDULER.name();

  private final Report report;
  private final List<Headline> found = new ArrayList<>();

  private Headlines(Report report) {
    this.report = report;
  }

  static List<Headline> of(Report report, Plan plan) {
    Headlines headlines = new Headlines(report);
    String workers = Throughput.column(plan.mostWorkers());
    headlines.throughput(
        "throughput_vs_db_scheduler_pg", "pg", Peers.DB_SCHEDULER_LOCK, workers, 1);
    headlines.throughput("throughput_vs_jobrunr_pg", "pg", Peers.JOBRUNR, workers, 3);
    headlines.throughput(
        "throughput_vs_db_scheduler_h2", "h2", Peers.DB_SCHEDULER_POLL, workers, 1);
    String idle = StartLatency.idle(Peers.AI_SCHEDULER);
    headlines.atMost("start_p50_ms", report.cell("start_pg", idle, StartLatency.P50), 5);
    headlines.atMost("start_p99_ms", report.cell("start_pg", idle, StartLatency.P99), 25);
    headlines.atMost("start_cross_p99_ms", report.cell("start_cross_pg", US, StartLatency.P99), 40);
    headlines.ratio(
        "start_vs_jobrunr",
        report.cell("start_pg", StartLatency.idle(Peers.JOBRUNR), StartLatency.P50),
        report.cell("start_pg", idle, StartLatency.P50),
        true,
        100);
    headlines.ratio(
        "claim_1m_vs_1k",
        report.cell("claim_pg", ClaimCost.row(1_000_000), StartLatency.P50),
        report.cell("claim_pg", ClaimCost.row(1_000), StartLatency.P50),
        false,
        2);
    headlines.atMost("bulk_submit_10k_s", report.cell("bulk_submit_pg", US, BulkSubmit.SECONDS), 2);
    return headlines.found;
  }

  private void throughput(String name, String database, Peer peer, String workers, double target) {
    String section = "throughput_" + database;
    ratio(
        name,
        report.cell(section, US, workers),
        report.cell(section, peer.name(), workers),
        true,
        target);
  }

  private void ratio(
      String name, Optional<Cell> value, Optional<Cell> base, boolean atLeast, double target) {
    if (value.isPresent() && base.isPresent()) {
      found.add(new Headline(name, value.get().over(base.get()), atLeast, target));
    }
  }

  private void atMost(String name, Optional<Cell> value, double target) {
    value.ifPresent(cell -> found.add(new Headline(name, cell.median(), false, target)));
  }
}

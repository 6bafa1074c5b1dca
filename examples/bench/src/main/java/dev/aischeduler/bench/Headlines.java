package dev.aischeduler.bench;

import dev.aischeduler.bench.measure.BulkSubmit;
import dev.aischeduler.bench.measure.ClaimCost;
import dev.aischeduler.bench.measure.Plan;
import dev.aischeduler.bench.measure.Scaling;
import dev.aischeduler.bench.measure.StartLatency;
import dev.aischeduler.bench.measure.Throughput;
import dev.aischeduler.bench.peer.Peer;
import dev.aischeduler.bench.peer.Peers;
import dev.aischeduler.bench.report.Cell;
import dev.aischeduler.bench.report.Headline;
import dev.aischeduler.bench.report.Report;
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
        "throughput_vs_db_scheduler_pg", "pg", Peers.DB_SCHEDULER_LOCK, workers, 3);
    headlines.throughput(
        "throughput_vs_db_scheduler_prefetching_pg",
        "pg",
        Peers.DB_SCHEDULER_PREFETCH,
        workers,
        1.5);
    headlines.throughput("throughput_vs_jobrunr_pg", "pg", Peers.JOBRUNR, workers, 6);
    headlines.throughput(
        "throughput_vs_db_scheduler_h2", "h2", Peers.DB_SCHEDULER_POLL, workers, 1.5);
    headlines.add("scaling_2_vs_1", report.cell("scaling_pg", US, Scaling.ratio(2)), true, 1.3);
    headlines.add(
        "scaling_work_2_vs_1", report.cell("scaling_work_pg", US, Scaling.ratio(2)), true, 1.3);
    String idle = StartLatency.idle(Peers.AI_SCHEDULER);
    headlines.add("start_p50_ms", report.cell("start_pg", idle, StartLatency.P50), false, 5);
    headlines.add("start_p99_ms", report.cell("start_pg", idle, StartLatency.P99), false, 25);
    headlines.start("pg", Peers.DB_SCHEDULER_LOCK, StartLatency.P50, 0.8);
    headlines.start("pg", Peers.DB_SCHEDULER_LOCK, StartLatency.P99, 1);
    headlines.start("h2", Peers.DB_SCHEDULER_POLL, StartLatency.P50, 0.8);
    headlines.start("h2", Peers.DB_SCHEDULER_POLL, StartLatency.P99, 1);
    headlines.add(
        "start_cross_p99_ms", report.cell("start_cross_pg", US, StartLatency.P99), false, 15);
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
    headlines.add(
        "bulk_submit_10k_s", report.cell("bulk_submit_pg", US, BulkSubmit.SECONDS), false, 2);
    headlines.bulk("pg", 1.3);
    headlines.bulk("h2", 1.5);
    return headlines.found;
  }

  private void start(String database, Peer peer, String column, double target) {
    String section = "start_" + database;
    ratio(
        "start_" + column + "_vs_db_scheduler_" + database,
        report.cell(section, StartLatency.idle(Peers.AI_SCHEDULER), column),
        report.cell(section, StartLatency.idle(peer), column),
        false,
        target);
  }

  private void bulk(String database, double target) {
    String section = "bulk_submit_" + database;
    ratio(
        "bulk_submit_vs_db_scheduler_" + database,
        report.cell(section, US, BulkSubmit.SECONDS),
        report.cell(section, Peers.DB_SCHEDULER_POLL.name(), BulkSubmit.SECONDS),
        false,
        target);
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
    add(name, value.flatMap(cell -> base.map(cell::over)), atLeast, target);
  }

  private void add(String name, Optional<Cell> figure, boolean atLeast, double target) {
    figure.ifPresent(cell -> found.add(new Headline(name, cell, atLeast, target)));
  }
}

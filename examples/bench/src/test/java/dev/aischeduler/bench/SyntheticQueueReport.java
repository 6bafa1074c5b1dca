package dev.aischeduler.bench;

import dev.aischeduler.bench.measure.BulkSubmit;
import dev.aischeduler.bench.measure.ClaimCost;
import dev.aischeduler.bench.measure.Plan;
import dev.aischeduler.bench.measure.Scaling;
import dev.aischeduler.bench.measure.StartLatency;
import dev.aischeduler.bench.measure.Table;
import dev.aischeduler.bench.measure.Throughput;
import dev.aischeduler.bench.peer.Peer;
import dev.aischeduler.bench.peer.Peers;
import dev.aischeduler.bench.report.Report;
import dev.aischeduler.bench.report.Section;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A report of three rounds in which the product's figures are 1, 2 and 4 and all others 1. */
final class SyntheticQueueReport {
  private static final double[] OURS = {1, 2, 4};

  private SyntheticQueueReport() {}

  static Report make() {
    List<Section> sections = new ArrayList<>();
    for (String database : List.of("pg", "h2")) {
      Table throughput = new Table();
      Table start = new Table();
      Table bulk = new Table();
      for (Peer peer : Peers.ALL) {
        add(throughput, peer.name(), Throughput.column(Plan.quick().mostWorkers()));
        add(start, StartLatency.idle(peer), StartLatency.P50);
        add(start, StartLatency.idle(peer), StartLatency.P99);
        add(bulk, peer.name(), BulkSubmit.SECONDS);
      }
      sections.add(section("throughput_" + database, throughput));
      sections.add(section("start_" + database, start));
      sections.add(section("bulk_submit_" + database, bulk));
    }
    Table scaling = new Table();
    add(scaling, Peers.AI_SCHEDULER.name(), Scaling.ratio(2));
    sections.add(section("scaling_pg", scaling));
    Table cross = new Table();
    add(cross, Peers.AI_SCHEDULER.name(), StartLatency.P99);
    sections.add(section("start_cross_pg", cross));
    Table claim = new Table();
    add(claim, ClaimCost.row(1_000), StartLatency.P50);
    add(claim, ClaimCost.row(1_000_000), StartLatency.P50);
    sections.add(section("claim_pg", claim));
    return new Report(Map.of(), sections);
  }

  private static void add(Table table, String row, String column) {
    boolean ours = row.startsWith(Peers.AI_SCHEDULER.name());
    for (double value : OURS) {
      table.add(row, column, ours ? value : 1);
    }
  }

  private static Section section(String id, Table table) {
    return new Section(id, id, "note", List.of(), table.rows());
  }
}

package dev.aischeduler.bench;

import dev.aischeduler.bench.database.Databases;
import dev.aischeduler.bench.measure.Bench;
import dev.aischeduler.bench.measure.BulkSubmit;
import dev.aischeduler.bench.measure.ClaimCost;
import dev.aischeduler.bench.measure.CrossProcessLatency;
import dev.aischeduler.bench.measure.Floor;
import dev.aischeduler.bench.measure.Measurement;
import dev.aischeduler.bench.measure.Plan;
import dev.aischeduler.bench.measure.Scaling;
import dev.aischeduler.bench.measure.StartLatency;
import dev.aischeduler.bench.measure.Throughput;
import dev.aischeduler.bench.peer.Peer;
import dev.aischeduler.bench.peer.Peers;
import dev.aischeduler.bench.report.Report;
import dev.aischeduler.bench.report.Section;
import dev.aischeduler.db.Dialect;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** Runs the measurements of the queue on every database. */
final class QueueBench {
  /** Every measurement by name, in the order of the report. */
  static final Map<String, Timed> MEASUREMENTS = measurements();

  private static final Set<String> SEVERAL_PROCESSES = Set.of("cross", "scaling", "scaling-work");

  private QueueBench() {}

  /**
   * A measurement and the time that it may take.
   *
   * @param percent part of a quick run's time on a quiet machine, in percent
   */
  record Timed(Measurement measurement, int percent) {}

  private static Map<String, Timed> measurements() {
    Map<String, Timed> map = new LinkedHashMap<>();
    map.put("floor", new Timed(new Floor(), 2));
    map.put("throughput", new Timed(new Throughput(), 28));
    map.put("start", new Timed(new StartLatency(), 29));
    map.put("cross", new Timed(new CrossProcessLatency(), 9));
    map.put("claim", new Timed(new ClaimCost(), 6));
    map.put("bulk", new Timed(new BulkSubmit(), 6));
    map.put("scaling", new Timed(new Scaling(0), 15));
    map.put("scaling-work", new Timed(new Scaling(Scaling.JOB_MS), 10));
    return map;
  }

  /**
   * Measures.
   *
   * @param only names of measurements; empty for all
   * @param folder where H2 keeps its files
   */
  static Report run(
      List<Databases> all, Plan plan, Set<String> only, Path folder, Consumer<String> progress)
      throws InterruptedException {
    List<Section> sections = new ArrayList<>();
    long begin = System.nanoTime();
    List<Map.Entry<String, Timed>> chosen =
        MEASUREMENTS.entrySet().stream()
            .filter(entry -> only.isEmpty() || only.contains(entry.getKey()))
            .toList();
    double whole = chosen.stream().mapToInt(entry -> entry.getValue().percent()).sum();
    int percent = 0;
    for (Map.Entry<String, Timed> entry : chosen) {
      List<Databases> possible =
          all.stream()
              // an embedded H2 file serves one node
              .filter(
                  databases ->
                      databases.dialect() == Dialect.POSTGRESQL
                          || !SEVERAL_PROCESSES.contains(entry.getKey()))
              .toList();
      for (int i = 0; i < possible.size(); i++) {
        Databases databases = possible.get(i);
        List<Peer> peers =
            Peers.ALL.stream().filter(peer -> peer.runsOn(databases.dialect())).toList();
        // its part of the time is for all databases alike
        double part = percent + entry.getValue().percent() * (i + 1.0) / possible.size();
        long until = begin + (long) (plan.time().toNanos() / whole * part);
        Bench bench = new Bench(databases, peers, plan, progress, until);
        sections.add(entry.getValue().measurement().run(bench));
      }
      percent += entry.getValue().percent();
    }
    return new Report(Environment.describe(all, folder), sections);
  }
}

package dev.aischeduler.examples.bench;

import dev.aischeduler.db.Dialect;
import dev.aischeduler.examples.bench.database.Databases;
import dev.aischeduler.examples.bench.measure.Bench;
import dev.aischeduler.examples.bench.measure.BulkSubmit;
import dev.aischeduler.examples.bench.measure.ClaimCost;
import dev.aischeduler.examples.bench.measure.CrossProcessLatency;
import dev.aischeduler.examples.bench.measure.Floor;
import dev.aischeduler.examples.bench.measure.Measurement;
import dev.aischeduler.examples.bench.measure.Plan;
import dev.aischeduler.examples.bench.measure.Scaling;
import dev.aischeduler.examples.bench.measure.StartLatency;
import dev.aischeduler.examples.bench.measure.Throughput;
import dev.aischeduler.examples.bench.peer.Peer;
import dev.aischeduler.examples.bench.peer.Peers;
import dev.aischeduler.examples.bench.report.Report;
import dev.aischeduler.examples.bench.report.Section;
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
  static final Map<String, Measurement> MEASUREMENTS = measurements();

  private static final Set<String> SEVERAL_PROCESSES = Set.of("cross", "scaling");

  private QueueBench() {}

  private static Map<String, Measurement> measurements() {
    Map<String, Measurement> map = new LinkedHashMap<>();
    map.put("floor", new Floor());
    map.put("throughput", new Throughput());
    map.put("start", new StartLatency());
    map.put("cross", new CrossProcessLatency());
    map.put("claim", new ClaimCost());
    map.put("bulk", new BulkSubmit());
    map.put("scaling", new Scaling());
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
    for (Map.Entry<String, Measurement> entry : MEASUREMENTS.entrySet()) {
      for (Databases databases : all) {
        boolean wanted = only.isEmpty() || only.contains(entry.getKey());
        // an embedded H2 file serves one node
        boolean possible =
            databases.dialect() == Dialect.POSTGRESQL
                || !SEVERAL_PROCESSES.contains(entry.getKey());
        if (wanted && possible) {
          List<Peer> peers =
              Peers.ALL.stream().filter(peer -> peer.runsOn(databases.dialect())).toList();
          sections.add(entry.getValue().run(new Bench(databases, peers, plan, progress)));
        }
      }
    }
    return new Report(Environment.describe(all, folder), sections);
  }
}

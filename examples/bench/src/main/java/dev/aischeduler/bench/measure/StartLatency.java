package dev.aischeduler.bench.measure;

import dev.aischeduler.bench.peer.Peer;
import dev.aischeduler.bench.peer.Peers;
import dev.aischeduler.bench.report.Samples;
import dev.aischeduler.bench.report.Section;
import java.util.List;
import java.util.Locale;

/** Time from the call that submits a job to the entry of its handler, in one process. */
public final class StartLatency implements Measurement {
  /** Middle of the samples. */
  public static final String P50 = "p50";

  /** The slowest but one percent. */
  public static final String P99 = "p99";

  static final String MAX = "max";
  static final List<String> COLUMNS = List.of(P50, P99, MAX);
  static final int WORKERS = 8;

  /** Above this poll interval samples are spread over it instead of taken one after the other. */
  private static final int SLOW_POLL_MS = 1000;

  /** Name of the row of a peer. */
  public static String idle(Peer peer) {
    return peer.name() + ", idle";
  }

  /** Name of the row of a peer under load. */
  public static String loaded(Peer peer) {
    return peer.name() + ", 50 % load";
  }

  @Override
  public Section run(Bench bench) throws InterruptedException {
    List<Peer> peers =
        bench.peers().stream()
            // an idle queue has nothing to take ahead
            .filter(peer -> peer != Peers.DB_SCHEDULER_PREFETCH)
            .toList();
    for (Peer peer : peers) {
      if (!slow(peer)) {
        StartSamples.warmUp(bench, peer);
      }
    }
    Table table = new Table();
    int round = 0;
    for (; bench.begins(round, bench.plan().rounds()); round++) {
      for (Peer peer : Bench.turns(peers, round)) {
        StartSamples ms =
            slow(peer) ? StartSamples.spread(bench, peer) : StartSamples.take(bench, peer);
        add(bench, table, "start", idle(peer), ms.idle());
        if (!ms.loaded().isEmpty()) {
          add(bench, table, "start", loaded(peer), ms.loaded());
        }
      }
    }
    return new Section(
        "start_" + bench.suffix(),
        "Submit to start in one process on " + bench.databaseName() + ", ms",
        String.format(
            Locale.ROOT,
            ("From the submitting call to the entry of the handler, %d workers. Median of %d rounds,"
                + " peers by turns, a fresh database each time, %d samples a round (JobRunr %d,"
                + " spread over its poll interval of 5 s). At 50 %% load half of the workers are"
                + " busy with jobs of %d ms."),
            WORKERS,
            round,
            bench.plan().samples(),
            StartSamples.SPREAD,
            Load.JOB_MS),
        COLUMNS,
        table.rows());
  }

  private static boolean slow(Peer peer) {
    return peer.pollMs() >= SLOW_POLL_MS;
  }

  static void add(Bench bench, Table table, String what, String row, List<Double> ms) {
    table.add(row, P50, Samples.median(ms));
    table.add(row, P99, Samples.percentile(ms, 99));
    table.add(row, MAX, Samples.percentile(ms, 100));
    bench
        .progress()
        .accept(
            String.format(
                Locale.ROOT,
                "%s %s, %s: p50 %.1f ms, p99 %.1f ms",
                what,
                bench.suffix(),
                row,
                Samples.median(ms),
                Samples.percentile(ms, 99)));
  }
}

package dev.aischeduler.bench.measure;

import dev.aischeduler.bench.node.NodeProcess;
import dev.aischeduler.bench.peer.AiSchedulerPeer;
import dev.aischeduler.bench.peer.Peer;
import dev.aischeduler.bench.peer.PeerRun;
import dev.aischeduler.bench.peer.Peers;
import dev.aischeduler.bench.report.Section;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;

/** Time from the submitting call in one process to the entry of the handler in another. */
public final class CrossProcessLatency implements Measurement {
  private static final List<Peer> PEERS = List.of(Peers.AI_SCHEDULER, Peers.DB_SCHEDULER_LOCK);

  /** Samples that do not count. */
  private static final int RAMP = 20;

  private static final int LEAST_SAMPLES = 20;

  /** A peer that takes long for each start gets fewer samples. */
  private static final Duration TIME_LIMIT = Duration.ofSeconds(8);

  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final int PAUSE_MS = 10;

  @Override
  public Section run(Bench bench) throws InterruptedException {
    Table table = new Table();
    int round = 0;
    for (; bench.begins(round, bench.plan().rounds()); round++) {
      for (Peer peer : Bench.turns(PEERS, round)) {
        StartLatency.add(bench, table, "start across processes", peer.name(), sample(bench, peer));
      }
    }
    return new Section(
        "start_cross_" + bench.suffix(),
        "Submit to start across two processes on " + bench.databaseName() + ", ms",
        String.format(
            Locale.ROOT,
            ("One process submits, another runs the jobs; both read the same clock. Median of %d rounds"
                + " by turns, at most %d samples a round at idle, db-scheduler polls every %d ms."),
            round,
            bench.plan().samples(),
            Peers.DB_SCHEDULER_LOCK.pollMs()),
        StartLatency.COLUMNS,
        table.rows());
  }

  private static List<Double> sample(Bench bench, Peer peer) throws InterruptedException {
    // the product's submitting node offers another label, so that it runs nothing itself
    Peer submitter = peer == Peers.AI_SCHEDULER ? AiSchedulerPeer.serving("cpu") : peer;
    return bench.onFresh(
        submitter,
        1,
        number -> {},
        (run, database) -> {
          try (NodeProcess node =
              NodeProcess.start(database, peer, StartLatency.WORKERS, NodeProcess.Tell.EACH, 0)) {
            node.awaitReady();
            node.go();
            int warm = bench.plan().singleWarmUp();
            WarmUp.singly(run, warm);
            return sample(run, node, warm, bench.plan().samples());
          }
        });
  }

  private static List<Double> sample(PeerRun run, NodeProcess node, int from, int samples)
      throws InterruptedException {
    SplittableRandom pauses = new SplittableRandom(from);
    List<Double> ms = new ArrayList<>();
    long end = System.nanoTime() + TIME_LIMIT.toNanos();
    for (int number = from; ms.size() < samples; number++) {
      if (System.nanoTime() > end && ms.size() >= LEAST_SAMPLES) {
        break;
      }
      Instant call = Instant.now();
      run.submit(number);
      Instant started = node.awaitStart(number, LIMIT);
      if (number >= from + RAMP) {
        ms.add(ChronoUnit.MICROS.between(call, started) / 1e3);
      }
      TimeUnit.MILLISECONDS.sleep(PAUSE_MS + pauses.nextInt(PAUSE_MS + 1));
    }
    return ms;
  }
}

package dev.aischeduler.examples.bench.measure;

import dev.aischeduler.examples.bench.peer.Peer;
import dev.aischeduler.examples.bench.peer.PeerRun;
import dev.aischeduler.examples.bench.peer.Peers;
import dev.aischeduler.examples.bench.report.Samples;
import dev.aischeduler.examples.bench.report.Section;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

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

  private static final int SLOW_SAMPLES = 20;
  private static final int WARM_UP = 50;
  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final long GAP_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

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
    Table table = new Table();
    for (Peer peer : bench.peers()) {
      if (peer == Peers.DB_SCHEDULER_PREFETCH) {
        continue; // an idle queue has nothing to take ahead
      }
      boolean slow = peer.pollMs() >= SLOW_POLL_MS;
      add(
          bench,
          table,
          "start",
          idle(peer),
          slow ? spread(bench, peer) : sample(bench, peer, false));
      if (!slow) {
        add(bench, table, "start", loaded(peer), sample(bench, peer, true));
      }
    }
    return new Section(
        "start_" + bench.suffix(),
        "Submit to start in one process on " + bench.databaseName() + ", ms",
        ("From the submitting call to the entry of the handler, %d samples (JobRunr %d, spread over"
                + " its poll interval of 5 s), %d workers. At 50 %% load half of the workers are"
                + " busy with jobs of %d ms.")
            .formatted(bench.plan().samples(), SLOW_SAMPLES, WORKERS, Load.JOB_MS),
        COLUMNS,
        table.rows());
  }

  static void add(Bench bench, Table table, String what, String row, List<Double> ms) {
    table.add(row, P50, Samples.median(ms));
    table.add(row, P99, Samples.percentile(ms, 99));
    table.add(row, MAX, Samples.percentile(ms, 100));
    bench
        .progress()
        .accept(
            "%s %s, %s: p50 %.1f ms, p99 %.1f ms"
                .formatted(
                    what, bench.suffix(), row, Samples.median(ms), Samples.percentile(ms, 99)));
  }

  private static List<Double> sample(Bench bench, Peer peer, boolean load)
      throws InterruptedException {
    int jobs = WARM_UP + bench.plan().samples();
    Starts starts = new Starts(jobs);
    return bench.onFresh(
        peer,
        WORKERS,
        new Load.Body(starts, jobs),
        (run, database) -> {
          run.start();
          Load background = load ? Load.start(run, jobs, WORKERS / 2) : Load.none();
          try {
            List<Double> ms = new ArrayList<>();
            for (int number = 0; number < jobs; number++) {
              double taken = once(run, starts, number);
              if (number >= WARM_UP) {
                ms.add(taken);
              }
              LockSupport.parkNanos(GAP_NANOS);
            }
            return ms;
          } finally {
            background.stop();
          }
        });
  }

  private static double once(PeerRun run, Starts starts, int number) {
    long call = System.nanoTime();
    run.submit(number);
    while (starts.nanos(number) == 0) {
      if (System.nanoTime() - call > LIMIT.toNanos()) {
        throw new IllegalStateException("job " + number + " did not start within " + LIMIT);
      }
      // short against what is measured, and it leaves the core to the worker
      LockSupport.parkNanos(50_000);
    }
    return (starts.nanos(number) - call) / 1e6;
  }

  private static List<Double> spread(Bench bench, Peer peer) throws InterruptedException {
    Starts starts = new Starts(SLOW_SAMPLES + 1);
    return bench.onFresh(
        peer,
        WORKERS,
        starts,
        (run, database) -> {
          run.start();
          // the first job tells that the server is up; it is no sample
          once(run, starts, SLOW_SAMPLES);
          long[] calls = new long[SLOW_SAMPLES];
          // two poll intervals over all samples, on an odd beat
          long gap = TimeUnit.MILLISECONDS.toNanos(2L * peer.pollMs() / SLOW_SAMPLES + 13);
          for (int number = 0; number < SLOW_SAMPLES; number++) {
            calls[number] = System.nanoTime();
            run.submit(number);
            LockSupport.parkNanos(gap);
          }
          if (!starts.awaitAll(LIMIT)) {
            throw new IllegalStateException("not every job started within " + LIMIT);
          }
          List<Double> ms = new ArrayList<>();
          for (int number = 0; number < SLOW_SAMPLES; number++) {
            ms.add((starts.nanos(number) - calls[number]) / 1e6);
          }
          return ms;
        });
  }
}

package dev.aischeduler.bench.measure;

import dev.aischeduler.bench.peer.Peer;
import dev.aischeduler.bench.peer.PeerRun;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;

/**
 * Times from a call to the entry of the handler with one peer, in milliseconds.
 *
 * @param idle nothing else runs
 * @param loaded half of the workers are busy with other jobs; empty when it was not measured
 */
record StartSamples(List<Double> idle, List<Double> loaded) {
  /** Samples of a peer with a long poll interval. */
  static final int SPREAD = 10;

  private static final int WORKERS = StartLatency.WORKERS;
  private static final int FRESH_DATABASE = 400;

  /** Samples that do not count: what came before must have come to rest. */
  private static final int RAMP = 20;

  private static final Duration LIMIT = Duration.ofSeconds(30);

  /** Pauses last this long to twice as long, so that no poll interval can keep step with them. */
  private static final int PAUSE_MS = 10;

  /** Runs so many single jobs that the code of the peer is compiled. */
  static void warmUp(Bench bench, Peer peer) throws InterruptedException {
    int jobs = bench.plan().singleWarmUp();
    bench.onFresh(
        peer,
        WORKERS,
        number -> {},
        (run, database) -> {
          run.start();
          WarmUp.singly(run, jobs);
          return jobs;
        });
  }

  /** Samples one after the other, first at idle and then under load. */
  static StartSamples take(Bench bench, Peer peer) throws InterruptedException {
    int warm = Math.min(FRESH_DATABASE, bench.plan().singleWarmUp());
    int series = RAMP + bench.plan().samples();
    int jobs = warm + 2 * series;
    Starts starts = new Starts(jobs);
    return bench.onFresh(
        peer,
        WORKERS,
        new Load.Body(starts, jobs),
        (run, database) -> {
          run.start();
          WarmUp.singly(run, warm);
          List<Double> idle = series(run, starts, warm, series);
          Load load = Load.start(run, jobs, WORKERS / 2);
          try {
            return new StartSamples(idle, series(run, starts, warm + series, series));
          } finally {
            load.stop();
          }
        });
  }

  private static List<Double> series(PeerRun run, Starts starts, int from, int count)
      throws InterruptedException {
    SplittableRandom pauses = new SplittableRandom(from);
    List<Double> ms = new ArrayList<>();
    for (int number = from; number < from + count; number++) {
      double taken = once(run, starts, number);
      if (number >= from + RAMP) {
        ms.add(taken);
      }
      TimeUnit.MILLISECONDS.sleep(PAUSE_MS + pauses.nextInt(PAUSE_MS + 1));
    }
    return ms;
  }

  private static double once(PeerRun run, Starts starts, int number) {
    long call = System.nanoTime();
    run.submit(number);
    return (starts.await(number, LIMIT) - call) / 1e6;
  }

  /** Samples at idle, spread evenly over one poll interval. */
  static StartSamples spread(Bench bench, Peer peer) throws InterruptedException {
    Starts starts = new Starts(SPREAD + 1);
    return bench.onFresh(
        peer,
        WORKERS,
        starts,
        (run, database) -> {
          run.start();
          // the first job tells that the server is up; it is no sample
          once(run, starts, SPREAD);
          long[] calls = new long[SPREAD];
          for (int number = 0; number < SPREAD; number++) {
            calls[number] = System.nanoTime();
            run.submit(number);
            TimeUnit.MILLISECONDS.sleep(peer.pollMs() / SPREAD);
          }
          if (!starts.awaitAll(LIMIT)) {
            throw new IllegalStateException("not every job started within " + LIMIT);
          }
          List<Double> ms = new ArrayList<>();
          for (int number = 0; number < SPREAD; number++) {
            ms.add((starts.nanos(number) - calls[number]) / 1e6);
          }
          return new StartSamples(ms, List.of());
        });
  }
}

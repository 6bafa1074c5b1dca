package dev.aischeduler.bench.measure;

import dev.aischeduler.bench.peer.Peer;
import dev.aischeduler.bench.peer.Peers;
import dev.aischeduler.bench.report.Section;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** How long it takes to store many jobs in one call. */
public final class BulkSubmit implements Measurement {
  /** The only column. */
  public static final String SECONDS = "seconds";

  private static final int WARM_UP = 3;

  @Override
  public Section run(Bench bench) throws InterruptedException {
    int jobs = bench.plan().bulk();
    List<Peer> peers =
        Stream.concat(bench.peers().stream(), Stream.of(Peers.BULK_RUN))
            // its way of fetching makes no difference here
            .filter(p -> p != Peers.DB_SCHEDULER_PREFETCH && p != Peers.DB_SCHEDULER_LOCK)
            .toList();
    for (int i = 0; i < WARM_UP; i++) {
      for (Peer peer : peers) {
        submit(bench, peer, jobs);
      }
    }
    Table table = new Table();
    int round = 0;
    for (; bench.begins(round, bench.plan().rounds()); round++) {
      for (Peer peer : Bench.turns(peers, round)) {
        double seconds = submit(bench, peer, jobs);
        table.add(peer.name(), SECONDS, seconds);
        bench
            .progress()
            .accept(
                String.format(
                    Locale.ROOT,
                    "bulk submit %s, %s: %d jobs in %.2f s",
                    bench.suffix(),
                    peer.name(),
                    jobs,
                    seconds));
      }
    }
    return new Section(
        "bulk_submit_" + bench.suffix(),
        String.format(
            Locale.ROOT, "Bulk submission of %d jobs on %s, seconds", jobs, bench.databaseName()),
        String.format(
            Locale.ROOT,
            "One call of each peer's own bulk API; durable when it returns. A bulk run: from its CSV manifest to the last job in the queue. Median of %d rounds, peers by turns, a fresh database each time; %d uncounted rounds before.",
            round,
            WARM_UP),
        List.of(SECONDS),
        table.rows());
  }

  private static double submit(Bench bench, Peer peer, int jobs) throws InterruptedException {
    return bench.onFresh(
        peer,
        1,
        number -> {},
        (run, database) -> {
          long begin = System.nanoTime();
          run.submitAll(jobs);
          return (System.nanoTime() - begin) / 1e9;
        });
  }
}

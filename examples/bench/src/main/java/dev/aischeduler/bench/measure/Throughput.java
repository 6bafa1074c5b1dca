package dev.aischeduler.bench.measure;

import dev.aischeduler.bench.peer.Peer;
import dev.aischeduler.bench.report.Section;
import java.time.Duration;
import java.util.Locale;

/** How fast a queue of no-op jobs is emptied. */
public final class Throughput implements Measurement {
  /** Name of the column of a worker count. */
  public static String column(int workers) {
    return workers + (workers == 1 ? " worker" : " workers");
  }

  @Override
  public Section run(Bench bench) throws InterruptedException {
    Plan plan = bench.plan();
    for (Peer peer : bench.peers()) {
      drain(bench, peer, plan.mostWorkers(), plan.warmUp(), plan.drainLimit());
    }
    Table table = new Table();
    int round = 0;
    for (; bench.begins(round, plan.rounds()); round++) {
      for (int workers : plan.workers()) {
        for (Peer peer : Bench.turns(bench.peers(), round)) {
          Drain drain = drain(bench, peer, workers, plan.jobs(), plan.drainLimit());
          table.add(peer.name(), column(workers), drain.rate());
          bench
              .progress()
              .accept(
                  String.format(
                      Locale.ROOT,
                      "throughput %s, %s, %s: %.0f jobs/s",
                      bench.suffix(),
                      peer.name(),
                      column(workers),
                      drain.rate()));
        }
      }
    }
    return new Section(
        "throughput_" + bench.suffix(),
        "No-op throughput on " + bench.databaseName() + ", jobs/s",
        String.format(
            Locale.ROOT,
            ("%d no-op jobs are stored first, then the workers are let go; the time runs from the first"
                + " start until every job is final in the database. Median of %d rounds, peers by"
                + " turns, a fresh database each time; a peer that is not done after %d s counts"
                + " with what it has done."),
            plan.jobs(),
            round,
            plan.drainLimit().toSeconds()),
        plan.workers().stream().map(Throughput::column).toList(),
        bench.peers().stream()
            .flatMap(p -> table.rows().stream().filter(r -> r.name().equals(p.name())))
            .toList());
  }

  private static Drain drain(Bench bench, Peer peer, int workers, int jobs, Duration limit)
      throws InterruptedException {
    Starts starts = new Starts(jobs);
    return bench.onFresh(
        peer,
        workers,
        starts,
        (run, database) -> {
          run.submitAll(jobs);
          bench.databases().settle(database);
          return Drain.of(run, starts, jobs, limit);
        });
  }
}

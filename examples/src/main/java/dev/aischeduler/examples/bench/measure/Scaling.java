package dev.aischeduler.examples.bench.measure;

import dev.aischeduler.examples.bench.node.NodeProcess;
import dev.aischeduler.examples.bench.peer.AiSchedulerPeer;
import dev.aischeduler.examples.bench.peer.Peer;
import dev.aischeduler.examples.bench.peer.PeerRun;
import dev.aischeduler.examples.bench.peer.Peers;
import dev.aischeduler.examples.bench.report.Section;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** How fast several processes empty one queue together. */
public final class Scaling implements Measurement {
  private static final int WORKERS = 8;
  private static final long POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

  /** Name of the column of a process count. */
  public static String column(int processes) {
    return processes + (processes == 1 ? " process" : " processes");
  }

  @Override
  public Section run(Bench bench) throws InterruptedException {
    Plan plan = bench.plan();
    Table table = new Table();
    for (int round = 0; bench.begins(round, plan.scalingRounds()); round++) {
      for (int processes : plan.processes()) {
        for (Peer peer : List.of(Peers.AI_SCHEDULER, Peers.DB_SCHEDULER_LOCK)) {
          double rate = drain(bench, peer, processes);
          table.add(peer.name(), column(processes), rate);
          bench
              .progress()
              .accept(
                  "scaling %s, %s: %.0f jobs/s".formatted(peer.name(), column(processes), rate));
        }
      }
    }
    return new Section(
        "scaling_" + bench.suffix(),
        "Processes that share one queue on " + bench.databaseName() + ", jobs/s",
        "%d no-op jobs, %d workers in each process, all processes and the database on one machine."
            .formatted(plan.jobs(), WORKERS),
        plan.processes().stream().map(Scaling::column).toList(),
        table.rows());
  }

  private static double drain(Bench bench, Peer peer, int processes) throws InterruptedException {
    Peer submitter = peer == Peers.AI_SCHEDULER ? AiSchedulerPeer.serving("cpu") : peer;
    return bench.onFresh(
        submitter,
        1,
        number -> {},
        (run, database) -> {
          List<NodeProcess> nodes = new ArrayList<>();
          try {
            for (int i = 0; i < processes; i++) {
              nodes.add(NodeProcess.start(database, peer, WORKERS, NodeProcess.Tell.FIRST));
            }
            for (NodeProcess node : nodes) {
              node.awaitReady();
            }
            warmUp(run, nodes, bench.plan());
            run.submitAll(bench.plan().jobs());
            bench.databases().settle(database);
            nodes.forEach(NodeProcess::go);
            return rate(bench.plan(), run, nodes);
          } finally {
            nodes.forEach(NodeProcess::close);
          }
        });
  }

  /** Empties a first queue, so that the code of every process is compiled. */
  private static void warmUp(PeerRun run, List<NodeProcess> nodes, Plan plan)
      throws InterruptedException {
    run.submitAll(plan.warmUp());
    nodes.forEach(NodeProcess::go);
    awaitEmpty(run, plan.drainLimit().multipliedBy(4));
    for (NodeProcess node : nodes) {
      node.hold();
    }
  }

  private static long awaitEmpty(PeerRun run, Duration atMost) {
    long limit = System.nanoTime() + atMost.toNanos();
    long left = run.unfinished();
    while (left > 0 && System.nanoTime() < limit) {
      LockSupport.parkNanos(left > WORKERS * 100 ? 20 * POLL_NANOS : POLL_NANOS);
      left = run.unfinished();
    }
    return left;
  }

  private static double rate(Plan plan, PeerRun run, List<NodeProcess> nodes) {
    long left = awaitEmpty(run, plan.drainLimit());
    Instant end = Instant.now();
    Instant begin =
        nodes.stream()
            .flatMap(node -> node.firstStart().stream())
            .min(Instant::compareTo)
            .orElseThrow(() -> new IllegalStateException("no process started a job"));
    return (plan.jobs() - left) / (Duration.between(begin, end).toNanos() / 1e9);
  }
}

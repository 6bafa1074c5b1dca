package dev.aischeduler.bench.measure;

import dev.aischeduler.bench.database.RowCounter;
import dev.aischeduler.bench.node.NodeProcess;
import dev.aischeduler.bench.peer.AiSchedulerPeer;
import dev.aischeduler.bench.peer.Peer;
import dev.aischeduler.bench.peer.PeerRun;
import dev.aischeduler.bench.peer.Peers;
import dev.aischeduler.bench.report.Section;
import dev.aischeduler.config.Settings;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * How fast several processes empty one queue together: with no-op jobs, of which one process fills
 * a small machine, so that this shows what sharing costs; or with jobs that take some time without
 * a processor, as those do that wait for a GPU, so that it shows what more processes add.
 */
public final class Scaling implements Measurement {
  /** Length of jobs that are no no-ops. */
  public static final int JOB_MS = 5;

  private static final int WORKERS = 8;

  /** Several processes empty a queue faster, and take a moment until all of them are at work. */
  private static final int LONGER = 2;

  private static final List<Peer> PEERS = List.of(Peers.AI_SCHEDULER, Peers.DB_SCHEDULER_LOCK);

  private final int jobMs;

  /**
   * A measurement.
   *
   * @param jobMs how long each job sleeps; 0 for no-op jobs
   */
  public Scaling(int jobMs) {
    this.jobMs = jobMs;
  }

  private int jobs(Plan plan) {
    return jobMs == 0 ? LONGER * plan.jobs() : plan.jobs() / LONGER;
  }

  /** Name of the column of a process count. */
  public static String column(int processes) {
    return processes + (processes == 1 ? " process" : " processes");
  }

  /** Name of the column that compares a process count with one process. */
  public static String ratio(int processes) {
    return processes + " / 1";
  }

  @Override
  public Section run(Bench bench) throws InterruptedException {
    Plan plan = bench.plan();
    Table table = new Table();
    int round = 0;
    for (; bench.begins(round, plan.scalingRounds()); round++) {
      for (Peer peer : Bench.turns(PEERS, round)) {
        Map<Integer, Double> rates = new HashMap<>();
        for (int processes : Bench.turns(plan.processes(), round)) {
          double rate = drain(bench, peer, processes);
          rates.put(processes, rate);
          table.add(peer.name(), column(processes), rate);
          bench
              .progress()
              .accept(
                  String.format(
                      Locale.ROOT,
                      "scaling %s, %s, jobs of %d ms: %.0f jobs/s",
                      peer.name(),
                      column(processes),
                      jobMs,
                      rate));
        }
        rates.forEach(
            (processes, rate) ->
                table.add(peer.name(), ratio(processes), rate / rates.getOrDefault(1, rate)));
      }
    }
    List<String> columns = new ArrayList<>(plan.processes().stream().map(Scaling::column).toList());
    plan.processes().stream().filter(n -> n > 1).map(Scaling::ratio).forEach(columns::add);
    return new Section(
        "scaling_" + (jobMs == 0 ? "" : "work_") + bench.suffix(),
        String.format(
            Locale.ROOT,
            "Processes that share one queue of %s on %s, jobs/s",
            what(),
            bench.databaseName()),
        String.format(
            Locale.ROOT,
            ("%d %s, %d workers in each process, all processes and the database on one machine;"
                + " the process that submitted them is at rest. Median of %d rounds by turns, each"
                + " with new processes that run %d jobs apiece before."),
            jobs(plan),
            what(),
            WORKERS,
            round,
            warmUp(plan)),
        columns,
        table.rows());
  }

  private String what() {
    return jobMs == 0 ? "no-op jobs" : "jobs that sleep " + jobMs + " ms";
  }

  private int warmUp(Plan plan) {
    return jobMs == 0 ? plan.warmUp() : jobs(plan);
  }

  private double drain(Bench bench, Peer peer, int processes) throws InterruptedException {
    Plan plan = bench.plan();
    Settings.Database database = bench.databases().fresh(Bench.POOL_SIZE);
    List<NodeProcess> nodes = new ArrayList<>();
    try {
      fill(plan, peer, database, nodes, processes);
      bench.databases().settle(database);
      try (RowCounter unfinished = RowCounter.open(database, peer.unfinished())) {
        return Drain.of(nodes, unfinished, jobs(plan), plan.drainLimit()).rate();
      }
    } finally {
      nodes.forEach(NodeProcess::close);
      bench.databases().drop(database);
    }
  }

  /**
   * Starts processes, lets them empty a first queue so that the code of each is compiled, and fills
   * it again. The submitting engine is closed afterwards: it would hear of every job that ends.
   */
  private void fill(
      Plan plan, Peer peer, Settings.Database database, List<NodeProcess> nodes, int processes)
      throws InterruptedException {
    // the product's submitting node offers another label, so that it runs nothing itself
    Peer submitter = peer == Peers.AI_SCHEDULER ? AiSchedulerPeer.serving("cpu") : peer;
    try (PeerRun run = submitter.open(database, 1, number -> {})) {
      for (int i = 0; i < processes; i++) {
        nodes.add(NodeProcess.start(database, peer, WORKERS, NodeProcess.Tell.COUNT, jobMs));
      }
      for (NodeProcess node : nodes) {
        node.awaitReady();
      }
      run.submitAll(warmUp(plan) * processes);
      nodes.forEach(NodeProcess::go);
      WarmUp.awaitEmpty(run);
      for (NodeProcess node : nodes) {
        node.hold();
      }
      run.submitAll(jobs(plan));
    }
  }
}

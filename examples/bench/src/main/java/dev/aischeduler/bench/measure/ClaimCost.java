package dev.aischeduler.bench.measure;

import dev.aischeduler.bench.report.Section;
import dev.aischeduler.config.Settings;
import dev.aischeduler.db.Database;
import dev.aischeduler.db.Dialect;
import dev.aischeduler.db.queue.Claim;
import dev.aischeduler.db.queue.JobQueue;
import dev.aischeduler.jobs.llm.LlmTask;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What the dispatcher's claim costs at growing lengths of the queue, commit included. */
public final class ClaimCost implements Measurement {
  private static final int BATCH = 8;
  private static final int TURNS = 10;
  private static final int WARM_UP = 30;
  private static final List<Claim> ONE_CLAIM = List.of(new Claim(LlmTask.TYPE, BATCH, 0));

  /** Name of the row of a queue length. */
  public static String row(int backlog) {
    return backlog % 1_000_000 == 0
        ? backlog / 1_000_000 + "M queued"
        : backlog % 1000 == 0 ? backlog / 1000 + "k queued" : backlog + " queued";
  }

  @Override
  public Section run(Bench bench) throws InterruptedException {
    Plan plan = bench.plan();
    List<Integer> backlogs =
        plan.backlogs().stream()
            .filter(b -> bench.databases().dialect() != Dialect.H2 || b <= plan.longestOnH2())
            .toList();
    Table table = new Table();
    List<Settings.Database> databases = new ArrayList<>();
    List<Claims> claims = new ArrayList<>();
    try {
      for (int backlog : backlogs) {
        Settings.Database database = bench.databases().fresh(2);
        databases.add(database);
        // so many more that the queue never gets shorter than its name says
        Backlog.fill(database, backlog + (WARM_UP + plan.claims()) * BATCH);
        bench.databases().settle(database);
        claims.add(new Claims(database));
        bench.progress().accept("claim " + bench.suffix() + ", " + row(backlog) + " filled");
      }
      claims.forEach(c -> c.time(WARM_UP));
      // by turns, so that a slow moment of the machine hits all lengths
      List<List<Double>> ms = claims.stream().<List<Double>>map(c -> new ArrayList<>()).toList();
      for (int turn = 0; turn < TURNS; turn++) {
        for (int i = 0; i < claims.size(); i++) {
          ms.get(i).addAll(claims.get(i).time(plan.claims() / TURNS));
        }
      }
      for (int i = 0; i < claims.size(); i++) {
        StartLatency.add(bench, table, "claim", row(backlogs.get(i)), ms.get(i));
      }
    } finally {
      claims.forEach(Claims::close);
      databases.forEach(bench.databases()::drop);
    }
    return new Section(
        "claim_" + bench.suffix(),
        String.format(Locale.ROOT, "Claim of %d jobs on %s, ms", BATCH, bench.databaseName()),
        String.format(
            Locale.ROOT,
            ("The dispatcher's own claim: select and lock in order, mark as running, write the history,"
                + " commit. %d claims at each length, by turns."),
            plan.claims()),
        StartLatency.COLUMNS,
        table.rows());
  }

  /** Claims on one database. */
  private static final class Claims implements AutoCloseable {
    private final Database database;
    private final JobQueue queue;

    Claims(Settings.Database settings) {
      this.database = Database.open(settings, Path.of("").toAbsolutePath());
      this.queue = new JobQueue(database);
    }

    List<Double> time(int count) {
      List<Double> ms = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        long begin = System.nanoTime();
        int claimed =
            queue.turn(List.of(), ONE_CLAIM, "bench", Instant.now()).claimed().get(0).jobs().size();
        ms.add((System.nanoTime() - begin) / 1e6);
        if (claimed != BATCH) {
          throw new IllegalStateException("a claim of " + BATCH + " jobs got " + claimed);
        }
      }
      return ms;
    }

    @Override
    public void close() {
      database.close();
    }
  }
}

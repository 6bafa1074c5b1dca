package dev.aischeduler.bench.measure;

import dev.aischeduler.bench.database.H2Files;
import dev.aischeduler.bench.report.Section;
import dev.aischeduler.config.Settings;
import dev.aischeduler.db.Database;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.IntStream;

/** What the database does at best: commits of one inserted row. */
public final class Floor implements Measurement {
  private static final List<Integer> CONNECTIONS = List.of(1, 8);

  /** Name of the column of a connection count. */
  public static String column(int connections) {
    return connections + (connections == 1 ? " connection" : " connections");
  }

  @Override
  public Section run(Bench bench) throws InterruptedException {
    Table table = new Table();
    Settings.Database settings = bench.databases().fresh(Bench.POOL_SIZE);
    try (Database database =
        Database.open(H2Files.writingEachCommit(settings), Path.of("").toAbsolutePath())) {
      database.jdbi().useHandle(h -> h.execute("CREATE TABLE floor (number integer PRIMARY KEY)"));
      Inserts inserts = new Inserts(database);
      inserts.count(1, bench.plan().floorTime().toNanos());
      for (int round = 0; bench.begins(round, bench.plan().rounds()); round++) {
        for (int connections : CONNECTIONS) {
          double rate = inserts.count(connections, bench.plan().floorTime().toNanos());
          table.add("single-row commits", column(connections), rate);
          bench
              .progress()
              .accept(
                  String.format(
                      Locale.ROOT,
                      "floor %s, %s: %.0f commits/s",
                      bench.suffix(),
                      column(connections),
                      rate));
        }
      }
    } finally {
      bench.databases().drop(settings);
    }
    return new Section(
        "floor_" + bench.suffix(),
        "Floor on " + bench.databaseName() + ", commits/s",
        "One row inserted for each commit: what the disk and the driver give at best.",
        CONNECTIONS.stream().map(Floor::column).toList(),
        table.rows());
  }

  /** Inserts rows with ever new numbers. */
  private static final class Inserts {
    private final Database database;
    private final java.util.concurrent.atomic.AtomicInteger next =
        new java.util.concurrent.atomic.AtomicInteger();

    Inserts(Database database) {
      this.database = database;
    }

    double count(int connections, long nanos) throws InterruptedException {
      LongAdder commits = new LongAdder();
      long begin = System.nanoTime();
      List<Thread> threads =
          IntStream.range(0, connections)
              .mapToObj(i -> new Thread(() -> insert(commits, begin + nanos)))
              .toList();
      threads.forEach(Thread::start);
      for (Thread thread : threads) {
        thread.join();
      }
      return commits.sum() / ((System.nanoTime() - begin) / 1e9);
    }

    private void insert(LongAdder commits, long end) {
      try (Connection connection = database.dataSource().getConnection();
          PreparedStatement insert = connection.prepareStatement("INSERT INTO floor VALUES (?)")) {
        while (System.nanoTime() < end) {
          insert.setInt(1, next.incrementAndGet());
          insert.executeUpdate();
          commits.increment();
        }
      } catch (SQLException e) {
        throw new IllegalStateException("insert failed: " + e.getMessage(), e);
      }
    }
  }
}

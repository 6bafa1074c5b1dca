package dev.aischeduler.db.h2;

import dev.aischeduler.db.Database;
import dev.aischeduler.db.TestDatabases;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** Another JVM whose threads run jobs in the H2 file of a folder and print each that has ended. */
final class TrafficProcess {
  private static final int THREADS = 4;

  private TrafficProcess() {}

  /** Runs in the other JVM until it is killed: folder, number of the first job. */
  public static void main(String[] arguments) {
    Path folder = Path.of(arguments[0]);
    Database database = Database.open(TestDatabases.h2File(folder), folder);
    AtomicLong sequence = new AtomicLong(Long.parseLong(arguments[1]));
    JobTraffic traffic = new JobTraffic(database.dataSource(), sequence);
    for (int i = 0; i < THREADS; i++) {
      new Thread(() -> run(database, traffic, System.out)).start();
    }
  }

  private static void run(Database database, JobTraffic traffic, PrintStream out) {
    try (Connection connection = database.dataSource().getConnection()) {
      connection.setAutoCommit(false);
      while (true) {
        out.println("ended " + traffic.runOne(connection) + ".");
      }
    } catch (SQLException e) {
      out.println(e);
      System.exit(1);
    }
  }

  /**
   * Runs jobs in another JVM until so many ended, and kills it as {@code kill -9} does.
   *
   * @return the sort keys of all jobs whose last commit was acknowledged
   */
  static List<Long> runAndKill(Path folder, long first, int jobs) throws IOException {
    Process process =
        DatabaseProcess.java(
            List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"),
            TrafficProcess.class.getName(),
            folder.toString(),
            Long.toString(first));
    List<Long> ended = new ArrayList<>();
    try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
      for (String line = output.readLine(); line != null; line = output.readLine()) {
        // the last line may be cut
        if (line.startsWith("ended ") && line.endsWith(".")) {
          ended.add(Long.parseLong(line.substring("ended ".length(), line.length() - 1)));
        } else if (!line.startsWith("ended")) {
          throw new IllegalStateException(line);
        }
        if (ended.size() == jobs) {
          // unlike that of the process, leaves its output to be read
          process.toHandle().destroyForcibly();
        }
      }
    } finally {
      process.destroyForcibly().onExit().join();
    }
    return ended;
  }
}

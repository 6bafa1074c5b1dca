package dev.aischeduler.db.transfer;

import dev.aischeduler.config.Settings;
import dev.aischeduler.db.Database;
import dev.aischeduler.db.TestDatabases;
import dev.aischeduler.db.h2.DatabaseProcess;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** Another JVM that copies the H2 file of a folder, and says so at each page. */
final class CopyProcess {
  private static final String PAGE = "page";

  private CopyProcess() {}

  /** Runs in the other JVM: folder, URL, user. */
  public static void main(String[] arguments) throws Exception {
    Path folder = Path.of(arguments[0]);
    Settings.Database to = new Settings.Database(arguments[1], arguments[2], "", 2);
    Comparison result;
    try (Database source = Database.own(TestDatabases.h2File(folder), folder);
        DatabaseRows rows = new DatabaseRows(source);
        Database target = Database.own(to, folder)) {
      result =
          new DatabaseCopy(target, (step, table, done, total) -> System.out.println(PAGE))
              .run(rows);
    }
    System.exit(result.equal() ? 0 : 1);
  }

  /**
   * Copies to the end in another JVM, which closes the file in order.
   *
   * @throws IllegalStateException with what it said, if it did not or the sides differ
   */
  static void run(Path folder, Settings.Database target) throws IOException {
    runAndKill(folder, target, Integer.MAX_VALUE);
  }

  /**
   * Copies in another JVM and kills it, as {@code kill -9} does, once it has said so many pages.
   *
   * @return true if it was killed, false if it came to its end before
   */
  static boolean runAndKill(Path folder, Settings.Database target, int pages) throws IOException {
    Process process =
        DatabaseProcess.java(
            List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx128m"),
            CopyProcess.class.getName(),
            folder.toString(),
            target.url(),
            target.username());
    int seen = 0;
    StringBuilder said = new StringBuilder();
    try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
      for (String line = output.readLine(); line != null; line = output.readLine()) {
        if (line.equals(PAGE) && ++seen == pages) {
          process.toHandle().destroyForcibly();
        } else if (!line.equals(PAGE)) {
          said.append(line).append('\n');
        }
      }
    } finally {
      process.onExit().join();
    }
    boolean failed = process.exitValue() != 0 || said.indexOf("did not shut down") >= 0;
    if (failed && seen < pages) {
      throw new IllegalStateException(said.toString());
    }
    return process.exitValue() != 0;
  }
}

package dev.aischeduler.db.h2;

import dev.aischeduler.db.Database;
import dev.aischeduler.db.TestDatabases;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Another JVM that opens the H2 file of a folder, writes one row, says so and holds the file. */
public final class DatabaseProcess implements AutoCloseable {
  private static final String READY = "ready";
  private final Process process;
  private final BufferedReader output;

  private DatabaseProcess(Process process) {
    this.process = process;
    this.output = process.inputReader(StandardCharsets.UTF_8);
  }

  /** Runs in the other JVM. */
  public static void main(String[] arguments) throws IOException {
    Database database =
        Database.open(TestDatabases.h2File(Path.of(arguments[0])), Path.of(arguments[0]));
    database
        .jdbi()
        .useHandle(
            h ->
                h.execute(
                    "INSERT INTO lane (name, paused, updated_at) VALUES ('test-llm', FALSE,"
                        + " CURRENT_TIMESTAMP)"));
    System.out.println(READY);
    int end = System.in.read();
    System.exit(end);
  }

  static DatabaseProcess start(Path folder, String... jvmOptions) throws IOException {
    List<String> options = new ArrayList<>(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    options.addAll(List.of(jvmOptions));
    return new DatabaseProcess(java(options, DatabaseProcess.class.getName(), folder.toString()));
  }

  /** Starts a main class on the class path of the tests. */
  public static Process java(List<String> options, String mainClass, String... arguments)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(options);
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add(mainClass);
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command).redirectErrorStream(true).start();
  }

  /** Waits until the row is committed; null, or what the process said instead. */
  @Nullable String awaitReady() throws IOException {
    StringBuilder said = new StringBuilder();
    for (String line = output.readLine(); line != null; line = output.readLine()) {
      if (line.equals(READY)) {
        return null;
      }
      said.append(line).append('\n');
    }
    return said.toString();
  }

  /** As {@code kill -9} does. */
  void kill() {
    close();
  }

  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
  }
}

package dev.aischeduler.web.document;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;

/**
 * A server process in a folder that looks like the product's, and scripts beside it for which
 * {@code ./ai_scheduler} is the command line over the classes under test.
 */
final class DocumentServer implements AutoCloseable {
  private static final Pattern READY = Pattern.compile("AI Scheduler is ready: (http://\\S+)");
  private static final Pattern SHOWN =
      Pattern.compile("(?:http://)?(?:localhost|127\\.0\\.0\\.1):8080");
  private static final long START_S = 180;

  private final Path folder;
  private final Map<String, String> environment;
  private final Path output;
  private final Process process;
  private final String address;

  /**
   * Starts a server.
   *
   * @param folder an empty one, in which the server and the scripts run
   * @param environment variables of the server and the scripts
   */
  DocumentServer(Path folder, Map<String, String> environment) throws IOException {
    this.folder = folder;
    this.environment = new HashMap<>(environment);
    for (String part : List.of("config", "examples")) {
      Files.createSymbolicLink(folder.resolve(part), Document.PRODUCT.resolve(part));
    }
    writeCommand();
    this.output = folder.resolve("server.out");
    this.process =
        builder("./ai_scheduler", "serve", "--port", "0").redirectOutput(output.toFile()).start();
    Awaitility.await("a server that is ready")
        .atMost(START_S, TimeUnit.SECONDS)
        .failFast("the server ended", () -> !process.isAlive())
        .until(() -> ready().find());
    Matcher ready = ready();
    this.address = ready.find() ? ready.group(1) : "";
    this.environment.put("SCHEDULER_URL", address);
  }

  private Matcher ready() throws IOException {
    return READY.matcher(Files.readString(output));
  }

  private void writeCommand() throws IOException {
    Path command = folder.resolve("ai_scheduler");
    Files.writeString(
        command,
        "#!/bin/sh\nexec \""
            + Path.of(System.getProperty("java.home"), "bin", "java")
            + "\" -Xmx512m -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Dh2.bindAddress=127.0.0.1 -Dai_scheduler.home='"
            + Document.PRODUCT
            + "' -cp '"
            + System.getProperty("java.class.path")
            + "' dev.aischeduler.web.Main \"$@\"\n");
    if (!command.toFile().setExecutable(true)) {
      throw new IOException("cannot make " + command + " executable");
    }
  }

  private ProcessBuilder builder(String... command) {
    ProcessBuilder builder =
        new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
    // a shell of the reader's reads UTF-8
    builder.environment().put("LC_ALL", "C.UTF-8");
    builder.environment().putAll(environment);
    return builder;
  }

  /** Where the server is reached. */
  String address() {
    return address;
  }

  /**
   * Runs a script and returns what it printed. The address that documents name becomes the
   * server's.
   *
   * @throws AssertionError when it fails
   */
  String run(String script) throws IOException, InterruptedException {
    Path file = Files.createTempFile(folder, "script", ".sh");
    Files.writeString(file, SHOWN.matcher(script).replaceAll(address));
    Process shell = builder("sh", "-x", file.toString()).start();
    shell.getOutputStream().close();
    String printed = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (shell.waitFor() != 0) {
      throw new AssertionError("the last of these commands failed:\n" + printed);
    }
    return printed;
  }

  /** Ends the server; returns what it printed from its start on. */
  String end() throws IOException, InterruptedException {
    process.destroy();
    if (!process.waitFor(START_S, TimeUnit.SECONDS)) {
      throw new IllegalStateException("the server does not stop");
    }
    return Files.readString(output);
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}

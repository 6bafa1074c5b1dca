package dev.aischeduler.db.artifact;

import dev.aischeduler.config.Settings;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.awaitility.core.TerminalFailureException;

/**
 * A real object store (S3Proxy) in a process of its own, with one bucket in a folder. Used by one
 * thread.
 */
public final class S3Server implements AutoCloseable {
  /** No object store. */
  public static final Settings.S3 NONE =
      new Settings.S3("", "us-east-1", "", "", "", "", true, false);

  private static final String BUCKET = "results";
  private static final long START_SECONDS = 120;

  private final Path folder;
  private final int port;
  private final Process process;

  private S3Server(Path folder, int port, Process process) {
    this.folder = folder;
    this.port = port;
    this.process = process;
  }

  /**
   * Starts one that keeps its objects below a folder.
   *
   * @param more further lines of its configuration
   */
  public static S3Server start(Path folder, String... more) throws IOException {
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    Files.createDirectories(folder.resolve("data").resolve(BUCKET));
    Path properties =
        Files.writeString(
            folder.resolve("s3proxy.conf"),
            String.join(
                "\n",
                "s3proxy.endpoint=http://127.0.0.1:" + port,
                "s3proxy.authorization=aws-v2-or-v4",
                "s3proxy.identity=the-access-key",
                "s3proxy.credential=the-secret-key",
                "jclouds.provider=filesystem-nio2",
                "jclouds.identity=unused",
                "jclouds.credential=unused",
                "jclouds.filesystem.basedir=" + folder.resolve("data"),
                String.join("\n", more)));
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xmx256m",
                "-cp",
                classPath(),
                "org.gaul.s3proxy.Main",
                "--properties",
                properties.toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("s3proxy.log").toFile())
            .start();
    S3Server server = new S3Server(folder, port, process);
    server.awaitStart();
    return server;
  }

  /** Written by the build. */
  private static String classPath() throws IOException {
    try (InputStream in = S3Server.class.getResourceAsStream("/s3proxy.classpath")) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private void awaitStart() throws IOException {
    try {
      Awaitility.await()
          .atMost(Duration.ofSeconds(START_SECONDS))
          .failFast("it ended", () -> !process.isAlive())
          .until(this::listens);
    } catch (ConditionTimeoutException | TerminalFailureException e) {
      throw new AssertionError(Files.readString(folder.resolve("s3proxy.log")), e);
    }
  }

  private boolean listens() {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    } catch (IOException e) {
      return false;
    }
  }

  /** Settings of a store in its bucket. */
  public Settings.S3 settings() {
    return settings(BUCKET, "the-secret-key");
  }

  /** Settings with a bucket and a secret. */
  public Settings.S3 settings(String bucket, String secret) {
    return new Settings.S3(
        "http://127.0.0.1:" + port,
        "us-east-1",
        bucket,
        "some/prefix/",
        "the-access-key",
        secret,
        true,
        true);
  }

  /** The files of its objects. */
  public List<Path> objects() throws IOException {
    try (Stream<Path> all = Files.walk(folder.resolve("data"))) {
      return all.filter(Files::isRegularFile).toList();
    }
  }

  /** Deletes all objects. */
  public void clear() throws IOException {
    for (Path object : objects()) {
      Files.delete(object);
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
    process.onExit().join();
  }
}

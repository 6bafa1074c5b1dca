package dev.aischeduler.bench.node;

import dev.aischeduler.bench.peer.Peer;
import dev.aischeduler.config.Settings;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Another process of this program that runs the workers of a peer. Thread-safe. */
public final class NodeProcess implements AutoCloseable {
  private static final Duration READY = Duration.ofSeconds(60);

  private final Process process;
  private final Writer input;
  private final CountDownLatch ready = new CountDownLatch(1);
  private final Semaphore held = new Semaphore(0);
  private final Map<Integer, CompletableFuture<Instant>> starts = new ConcurrentHashMap<>();
  private volatile Progress progress = Progress.NONE;

  /** What it tells of jobs that start. */
  public enum Tell {
    /** How many, every few milliseconds, and when the first was. */
    COUNT,
    /** When, of each. */
    EACH
  }

  private record Progress(long started, @Nullable Instant first) {
    static final Progress NONE = new Progress(0, null);
  }

  private NodeProcess(Process process) {
    this.process = process;
    this.input = process.outputWriter(StandardCharsets.UTF_8);
    Thread reader = new Thread(this::read, "node-" + process.pid());
    reader.setDaemon(true);
    reader.start();
  }

  /**
   * Starts a process on a database; it does not begin to work before {@link #go}.
   *
   * @param jobMs how long each job sleeps, in milliseconds
   */
  public static NodeProcess start(
      Settings.Database database, Peer peer, int workers, Tell tell, int jobMs) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(
        List.of(
            NodeMain.class.getName(),
            database.url(),
            database.username(),
            Integer.toString(database.poolSize()),
            peer.name(),
            Integer.toString(workers),
            tell.name(),
            Integer.toString(jobMs)));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put(NodeMain.PASSWORD, database.password());
    builder.redirectError(ProcessBuilder.Redirect.INHERIT);
    try {
      return new NodeProcess(builder.start());
    } catch (IOException e) {
      throw new UncheckedIOException("another process could not be started", e);
    }
  }

  private void read() {
    try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        String[] words = line.split(" ", -1);
        if (words[0].equals(NodeMain.READY)) {
          ready.countDown();
        } else if (words[0].equals(NodeMain.HELD)) {
          held.release();
        } else if (words[0].equals(NodeMain.START)) {
          start(Integer.parseInt(words[1])).complete(instant(words[2]));
        } else if (words[0].equals(NodeMain.COUNT)) {
          progress = new Progress(Long.parseLong(words[1]), instant(words[2]));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("process " + process.pid() + " cannot be heard", e);
    }
  }

  private CompletableFuture<Instant> start(int number) {
    return starts.computeIfAbsent(number, n -> new CompletableFuture<>());
  }

  private static Instant instant(String micros) {
    return Instant.EPOCH.plus(Long.parseLong(micros), ChronoUnit.MICROS);
  }

  /** Waits until it could begin. */
  public void awaitReady() throws InterruptedException {
    if (!ready.await(READY.toSeconds(), TimeUnit.SECONDS)) {
      throw new IllegalStateException("process " + process.pid() + " was not ready in " + READY);
    }
  }

  /** Lets its workers begin. */
  public void go() {
    starts.clear();
    progress = Progress.NONE;
    tell(NodeMain.GO);
  }

  /** Lets its workers begin no further job until {@link #go}. */
  public void hold() throws InterruptedException {
    tell(NodeMain.HOLD);
    if (!held.tryAcquire(READY.toSeconds(), TimeUnit.SECONDS)) {
      throw new IllegalStateException("process " + process.pid() + " did not pause in " + READY);
    }
  }

  private void tell(String word) {
    try {
      input.write(word + "\n");
      input.flush();
    } catch (IOException e) {
      throw new UncheckedIOException("process " + process.pid() + " has ended", e);
    }
  }

  /** When a job started there; waits for it. */
  public Instant awaitStart(int number, Duration atMost) throws InterruptedException {
    try {
      return start(number).get(atMost.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException | ExecutionException e) {
      throw new IllegalStateException("job " + number + " did not start within " + atMost, e);
    }
  }

  /** How many jobs started there since {@link #go}, as far as it is known. */
  public long started() {
    return progress.started();
  }

  /** When the first job started there since {@link #go}; empty while none is known. */
  public Optional<Instant> firstStart() {
    return Optional.ofNullable(progress.first());
  }

  /** Ends it. */
  @Override
  public void close() {
    try {
      input.close();
      if (!process.waitFor(20, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (IOException e) {
      process.destroyForcibly();
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}

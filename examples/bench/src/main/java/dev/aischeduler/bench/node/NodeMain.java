package dev.aischeduler.bench.node;

import dev.aischeduler.bench.peer.PeerRun;
import dev.aischeduler.bench.peer.Peers;
import dev.aischeduler.config.Settings;
import dev.aischeduler.web.Main;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * A process that runs the workers of a peer. It says {@code ready}, begins when it reads {@code
 * go}, pauses when it reads {@code hold}, says {@code start NUMBER MICROSECONDS} for each job that
 * starts or {@code count NUMBER MICROSECONDS} now and then, and ends with its input.
 */
public final class NodeMain {
  /** Variable that holds the database's password. */
  static final String PASSWORD = "AI_SCHEDULER_BENCH_PASSWORD";

  static final String READY = "ready";
  static final String GO = "go";
  static final String HOLD = "hold";
  static final String HELD = "held";
  static final String START = "start";
  static final String COUNT = "count";

  private NodeMain() {}

  /**
   * Runs.
   *
   * @param args URL, user, pool size, peer, workers, {@link NodeProcess.Tell}, milliseconds of a
   *     job
   */
  public static void main(String[] args) throws IOException {
    Main.setNeutralDefaults();
    Settings.Database database =
        new Settings.Database(
            args[0],
            args[1],
            System.getenv().getOrDefault(PASSWORD, ""),
            Integer.parseInt(args[2]));
    boolean each = NodeProcess.Tell.valueOf(args[5]) == NodeProcess.Tell.EACH;
    long jobNanos = TimeUnit.MILLISECONDS.toNanos(Integer.parseInt(args[6]));
    StartCount starts = new StartCount();
    starts.sayTo(System.out);
    BufferedReader input =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    try (PeerRun run =
        Peers.named(args[3])
            .open(
                database,
                Integer.parseInt(args[4]),
                number -> {
                  if (each) {
                    tell(number, Instant.now());
                  } else {
                    starts.add();
                  }
                  if (jobNanos > 0) {
                    LockSupport.parkNanos(jobNanos);
                  }
                })) {
      System.out.println(READY);
      for (String line = input.readLine(); line != null; line = input.readLine()) {
        if (line.equals(GO)) {
          starts.reset();
          run.start();
        } else if (line.equals(HOLD)) {
          run.pause();
          System.out.println(HELD);
        }
      }
    }
    // threads of a peer that are still about must not keep the process
    System.exit(0);
  }

  private static void tell(int number, Instant at) {
    System.out.println(START + " " + number + " " + ChronoUnit.MICROS.between(Instant.EPOCH, at));
  }
}

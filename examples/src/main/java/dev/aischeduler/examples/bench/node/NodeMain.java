package dev.aischeduler.examples.bench.node;

import dev.aischeduler.config.Settings;
import dev.aischeduler.examples.bench.peer.PeerRun;
import dev.aischeduler.examples.bench.peer.Peers;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A process that runs the workers of a peer. It says {@code ready}, begins when it reads {@code
 * go}, pauses when it reads {@code hold}, says {@code start NUMBER MICROSECONDS} for jobs that
 * start, and ends with its input.
 */
public final class NodeMain {
  /** Variable that holds the database's password. */
  static final String PASSWORD = "AI_SCHEDULER_BENCH_PASSWORD";

  static final String READY = "ready";
  static final String GO = "go";
  static final String HOLD = "hold";
  static final String HELD = "held";
  static final String START = "start";

  private NodeMain() {}

  /**
   * Runs.
   *
   * @param args URL, user, pool size, peer, workers, {@link NodeProcess.Tell}
   */
  public static void main(String[] args) throws IOException {
    Settings.Database database =
        new Settings.Database(
            args[0],
            args[1],
            System.getenv().getOrDefault(PASSWORD, ""),
            Integer.parseInt(args[2]));
    boolean all = NodeProcess.Tell.valueOf(args[5]) == NodeProcess.Tell.ALL;
    AtomicBoolean told = new AtomicBoolean();
    BufferedReader input =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    try (PeerRun run =
        Peers.named(args[3])
            .open(
                database,
                Integer.parseInt(args[4]),
                number -> {
                  if (all || told.compareAndSet(false, true)) {
                    tell(number, Instant.now());
                  }
                })) {
      System.out.println(READY);
      for (String line = input.readLine(); line != null; line = input.readLine()) {
        if (line.equals(GO)) {
          told.set(false);
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

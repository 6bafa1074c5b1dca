package dev.aischeduler.bench.isolation;

import dev.aischeduler.bench.measure.Table;
import dev.aischeduler.bench.report.Samples;
import dev.aischeduler.bench.report.Section;
import dev.aischeduler.bench.server.Server;
import dev.aischeduler.web.client.ApiClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * Time to the first token of a most urgent chat: nothing else to do, before a backlog of pictures,
 * and before the same backlog when the device is not shared.
 *
 * @param samples chats of each figure
 * @param rounds idle and loaded take turns so often, so that a slow minute hits both
 * @param backlog pictures that wait
 * @param limit the figure without sharing, whose chats take seconds each, has fewer samples rather
 *     than take longer
 */
public record FirstToken(int samples, int rounds, int backlog, Duration limit) implements Part {
  /** Name of the section. */
  public static final String ID = "first_token";

  /** Row of a server that has nothing else to do. */
  public static final String IDLE = "idle";

  /** Row of a server with a backlog. */
  public static final String LOADED = "50 pictures queued";

  /** Row of a server with a backlog and without sharing. */
  public static final String UNSHARED = "50 pictures queued, device share off";

  /** Column that nineteen of twenty do not exceed. */
  public static final String P95 = "p95";

  private static final int WARM_UP = 20;
  private static final int LONGEST_PAUSE_US = 150_000;

  /** What the documentation's figures come from. */
  public static FirstToken full() {
    return new FirstToken(120, 4, 50, Duration.ofMinutes(2));
  }

  /** Ends within 75 seconds on two cores. */
  public static FirstToken quick() {
    return new FirstToken(60, 2, 50, Duration.ofSeconds(25));
  }

  @Override
  public List<Section> run(Path folder, Consumer<String> progress) {
    Random pauses = new Random(7);
    Table table = new Table();
    List<Double> idle = new ArrayList<>();
    List<Double> loaded = new ArrayList<>();
    List<Double> unshared = new ArrayList<>();
    try (Server server = Server.start(folder)) {
      ApiClient client = server.client();
      warmUp(client, pauses);
      for (int round = 0; round < rounds; round++) {
        sample(client, samples / rounds, Duration.ofDays(1), pauses, idle);
        try (PictureLoad pictures = new PictureLoad(client)) {
          pictures.fill(backlog);
          sample(client, samples / rounds, Duration.ofDays(1), pauses, loaded);
        }
      }
      add(table, IDLE, idle, progress);
      add(table, LOADED, loaded, progress);
    }
    try (Server server = Server.start(folder, "resources.device_share=false");
        PictureLoad pictures = new PictureLoad(server.client())) {
      warmUp(server.client(), pauses);
      pictures.fill(backlog);
      sample(server.client(), samples, limit, pauses, unshared);
      add(table, UNSHARED, unshared, progress);
    }
    return List.of(
        new Section(
            ID,
            "Time to the first token of a chat of priority 9, ms",
            "Streamed over HTTP, from before the request is sent to the first token's event at the"
                + " client; one chat after the other, with pauses of 0 to 150 ms. Pictures of 256 x"
                + " 256 with 20 steps.",
            List.of("p50", P95, "max", "samples"),
            table.rows()));
  }

  /** Loads both models and compiles the way of a chat. */
  private void warmUp(ApiClient client, Random pauses) {
    sample(client, Math.min(WARM_UP, samples), Duration.ofDays(1), pauses, new ArrayList<>());
    try (PictureLoad pictures = new PictureLoad(client)) {
      pictures.fill(1);
      while (pictures.done() == 0) {
        LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
      }
    }
  }

  private static void sample(
      ApiClient client, int count, Duration limit, Random pauses, List<Double> into) {
    long end = System.nanoTime() + limit.toNanos();
    for (int i = 0; i < count && System.nanoTime() < end; i++) {
      // at any moment of a step and of a picture
      LockSupport.parkNanos(Duration.ofNanos(pauses.nextInt(LONGEST_PAUSE_US) * 1000L).toNanos());
      into.add(Requests.firstToken(client, into.size()));
    }
  }

  private static void add(Table table, String row, List<Double> ms, Consumer<String> progress) {
    double p50 = Samples.percentile(ms, 50);
    double p95 = Samples.percentile(ms, 95);
    table.add(row, "p50", p50);
    table.add(row, P95, p95);
    table.add(row, "max", Samples.percentile(ms, 100));
    table.add(row, "samples", ms.size());
    progress.accept(
        String.format(
            Locale.ROOT,
            "first token, %s: p50 %.1f ms, p95 %.1f ms of %d",
            row,
            p50,
            p95,
            ms.size()));
  }
}

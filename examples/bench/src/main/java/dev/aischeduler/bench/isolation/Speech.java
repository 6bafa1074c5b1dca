package dev.aischeduler.bench.isolation;

import com.fasterxml.jackson.databind.JsonNode;
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
import java.util.function.Consumer;

/**
 * Real-time factor of speech: alone, and while chats and pictures saturate the device.
 *
 * @param samples texts of each figure
 */
public record Speech(int samples) implements Part {
  /** Name of the section. */
  public static final String ID = "speech";

  /** Row of speech that has the machine for itself. */
  public static final String ALONE = "alone";

  /** Row of speech beside saturated device lanes. */
  public static final String BESIDE = "chats and pictures saturate the device";

  /** Column of the middle sample. */
  public static final String P50 = "p50";

  private static final String TEXT =
      "The morning train leaves the station at seven. It crosses the old bridge and follows the"
          + " river to the sea. Two children wave from a garden, and the driver sounds his horn.";
  private static final int BACKLOG = 20;
  private static final int WARM_UP = 3;

  /** What the documentation's figures come from. */
  public static Speech full() {
    return new Speech(30);
  }

  /** Ends within 30 seconds on two cores. */
  public static Speech quick() {
    return new Speech(6);
  }

  @Override
  public List<Section> run(Path folder, Consumer<String> progress) throws InterruptedException {
    Table table = new Table();
    try (Server server = Server.start(folder)) {
      ApiClient client = server.client();
      Talk.of(client, 4, 2, Duration.ofSeconds(10));
      measure(client, WARM_UP, ALONE, new Table(), line -> {});
      measure(client, samples, ALONE, table, progress);
      try (PictureLoad pictures = new PictureLoad(client);
          ChatLoad chats = ChatLoad.start(client)) {
        pictures.fill(BACKLOG);
        measure(client, WARM_UP, BESIDE, new Table(), line -> {});
        measure(client, samples, BESIDE, table, progress);
        chats.tokens();
      }
    }
    return List.of(
        new Section(
            ID,
            "Real-time factor of speech (seconds of work for a second of sound)",
            "One text of three sentences after the other, over HTTP, from the request to the"
                + " committed sound. \"Server\" is the factor that the result tells: the synthesis"
                + " alone. Beside it 12 clients chat without a pause and 20 pictures wait.",
            List.of(P50, "p95", "server p50", "samples"),
            table.rows()));
  }

  private static void measure(
      ApiClient client, int count, String row, Table table, Consumer<String> progress) {
    List<Double> factors = new ArrayList<>();
    List<Double> servers = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      long begin = System.nanoTime();
      JsonNode result = Requests.speech(client, TEXT);
      double seconds = (System.nanoTime() - begin) / 1e9;
      factors.add(seconds / result.path("duration_s").asDouble());
      servers.add(result.path("real_time_factor").asDouble());
    }
    double p50 = Samples.median(factors);
    table.add(row, P50, p50);
    table.add(row, "p95", Samples.percentile(factors, 95));
    table.add(row, "server p50", Samples.median(servers));
    table.add(row, "samples", count);
    progress.accept(String.format(Locale.ROOT, "speech, %s: real-time factor %.3f", row, p50));
  }
}

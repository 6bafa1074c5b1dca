package dev.aischeduler.bench.isolation;

import dev.aischeduler.bench.measure.Table;
import dev.aischeduler.bench.report.Section;
import dev.aischeduler.bench.server.Server;
import dev.aischeduler.web.client.ApiClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;

/**
 * How exactly the device is divided while chats and pictures both want all of it, after live
 * changes of the weights too, and what each gets alone.
 *
 * @param first span at the default weights
 * @param changed span after each live change
 * @param alone span of a lane alone
 * @param settle time before each span that is not counted
 */
public record DeviceShares(Duration first, Duration changed, Duration alone, Duration settle)
    implements Part {
  /** Name of the section on shares. */
  public static final String ID = "device_share";

  /** Name of the section on what the shares are good for. */
  public static final String OUTPUT_ID = "output";

  /** Column of what the chats should have, in percent. */
  public static final String TARGET = "target %";

  /** Column of what the server says that they had, in percent. */
  public static final String ACTUAL = "actual %";

  /** Column of what they had by what the clients got, in percent. */
  public static final String BY_OUTPUT = "by output %";

  /** Column of the distance between actual share and target, in points. */
  public static final String ERROR = "error, points";

  /** Column of the time that the device was held, in percent of the whole. */
  public static final String BUSY = "busy %";

  /** Row of chats that have the device for themselves. */
  public static final String CHATS_ALONE = "chats alone";

  /** Row of pictures that have the device for themselves. */
  public static final String PICTURES_ALONE = "pictures alone";

  private static final List<Integer> TARGETS = List.of(70, 50, 90);
  private static final int BACKLOG = 20;
  private static final long POLL_NANOS = Duration.ofMillis(50).toNanos();

  /** What the documentation's figures come from. */
  public static DeviceShares full() {
    return new DeviceShares(
        Duration.ofMinutes(1),
        Duration.ofMinutes(1),
        Duration.ofSeconds(30),
        Duration.ofSeconds(3));
  }

  /** Ends within 90 seconds. */
  public static DeviceShares quick() {
    return new DeviceShares(
        Duration.ofSeconds(30),
        Duration.ofSeconds(12),
        Duration.ofSeconds(8),
        Duration.ofSeconds(2));
  }

  /** Row of a pair of weights. */
  public static String row(int llmPercent) {
    return String.format(Locale.ROOT, "chats %d, pictures %d", llmPercent, 100 - llmPercent);
  }

  @Override
  public List<Section> run(Path folder, Consumer<String> progress) throws InterruptedException {
    Map<String, Window> windows = new LinkedHashMap<>();
    try (Server server = Server.start(folder)) {
      ApiClient client = server.client();
      try (PictureLoad pictures = new PictureLoad(client)) {
        pictures.fill(BACKLOG);
        begun(pictures::done);
        windows.put(PICTURES_ALONE, Window.watch(client, null, pictures, alone));
      }
      try (ChatLoad chats = ChatLoad.start(client)) {
        begun(chats::tokens);
        windows.put(CHATS_ALONE, Window.watch(client, chats, null, alone));
        try (PictureLoad pictures = new PictureLoad(client)) {
          for (int target : TARGETS) {
            client.put("/api/v1/lanes/weights", Map.of("llm", target, "image", 100 - target));
            pictures.fill(BACKLOG);
            begun(pictures::done);
            Duration span = target == TARGETS.get(0) ? first : changed;
            windows.put(row(target), Window.watch(client, chats, pictures, span));
          }
        }
      }
    }
    return List.of(shares(windows, progress), output(windows, progress));
  }

  /** Waits until the models are loaded and something has come out, and a little longer. */
  private void begun(DoubleSupplier output) {
    while (output.getAsDouble() == 0) {
      LockSupport.parkNanos(POLL_NANOS);
    }
    LockSupport.parkNanos(settle.toNanos());
  }

  private static Section shares(Map<String, Window> windows, Consumer<String> progress) {
    Window chatsAlone = windows.get(CHATS_ALONE);
    Window picturesAlone = windows.get(PICTURES_ALONE);
    Table table = new Table();
    for (int target : TARGETS) {
      Window window = windows.get(row(target));
      double actual = window.llmPercent();
      table.add(row(target), TARGET, target);
      table.add(row(target), ACTUAL, actual);
      table.add(row(target), ERROR, Math.abs(actual - target));
      table.add(row(target), BY_OUTPUT, window.llmPercentByOutput(chatsAlone, picturesAlone));
      table.add(row(target), BUSY, window.busyPercent());
      table.add(row(target), "seconds", window.seconds());
      progress.accept(
          String.format(Locale.ROOT, "%s: chats had %.2f %% of the device", row(target), actual));
    }
    for (String row : List.of(CHATS_ALONE, PICTURES_ALONE)) {
      Window window = windows.get(row);
      table.add(row, BUSY, window.busyPercent());
      table.add(row, "seconds", window.seconds());
      progress.accept(
          String.format(Locale.ROOT, "%s: device busy %.2f %%", row, window.busyPercent()));
    }
    return new Section(
        ID,
        "Share of the chats in the device time",
        "12 clients chat without a pause and 20 pictures wait, so both lanes always want the device;"
            + " weights are changed over REST while they run. \"Actual\" is the server's own"
            + " accounting. \"By output\" is what the clients see: tokens per second and pictures per"
            + " minute, each divided by what they are alone. \"Busy\" is the part of all time in"
            + " which the device was held.",
        List.of(TARGET, ACTUAL, ERROR, BY_OUTPUT, BUSY, "seconds"),
        table.rows());
  }

  private static Section output(Map<String, Window> windows, Consumer<String> progress) {
    Table table = new Table();
    windows.forEach(
        (row, window) -> {
          if (window.pictures() > 0) {
            table.add(row, "pictures/min", window.picturesPerMinute());
          }
          if (window.tokens() > 0) {
            table.add(row, "tokens/s", window.tokensPerSecond());
          }
          progress.accept(
              String.format(
                  Locale.ROOT,
                  "%s: %.1f pictures/min, %.0f tokens/s",
                  row,
                  window.picturesPerMinute(),
                  window.tokensPerSecond()));
        });
    return new Section(
        OUTPUT_ID,
        "Pictures per minute and tokens per second",
        "In the same spans; pictures of 256 x 256 with 20 steps, those under way counted in part.",
        List.of("pictures/min", "tokens/s"),
        table.rows());
  }
}

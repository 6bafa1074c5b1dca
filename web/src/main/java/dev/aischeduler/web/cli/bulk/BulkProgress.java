package dev.aischeduler.web.cli.bulk;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aischeduler.web.cli.exit.ExitCodes;
import dev.aischeduler.web.cli.options.RemoteOptions;
import dev.aischeduler.web.cli.options.RunFollower;
import dev.aischeduler.web.client.ApiClient;
import dev.aischeduler.web.terminal.ProgressBar;
import dev.aischeduler.web.terminal.ProgressBars;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.function.LongSupplier;

/** Follows a bulk run: a bar with rate and time to go until it ends. For one thread. */
final class BulkProgress {
  private static final double NS_PER_S = 1e9;

  /** The rate is that of the last half minute. */
  private static final long LATELY_NS = 30_000_000_000L;

  private final LongSupplier nanos;
  private final Deque<Seen> seen = new ArrayDeque<>();

  /** How many were done at a time. */
  private record Seen(long at, int done) {}

  BulkProgress(LongSupplier nanos) {
    this.nanos = nanos;
  }

  /** Items, or rows of a dry run, that are over. */
  static int done(JsonNode run) {
    if (run.path("dry_run").asBoolean()) {
      return run.path("rows_read").asInt();
    }
    return run.path("succeeded").asInt()
        + run.path("failed").asInt()
        + run.path("cancelled").asInt()
        + run.path("rejected").asInt();
  }

  /** Follows a run until it is over; returns the exit code. */
  static int follow(RemoteOptions remote, String id) {
    ApiClient client = remote.client();
    BulkProgress progress = new BulkProgress(System::nanoTime);
    JsonNode run;
    try (ProgressBars bars =
        remote.json() ? ProgressBars.lines(remote.err()) : ProgressBars.onErrors(remote.err())) {
      run =
          RunFollower.follow(
              client,
              BulkCommand.path(id),
              now -> bars.show(List.of(progress.bar(now, bars.drawn()))));
    }
    remote.print(client.get(BulkCommand.path(id) + "/summary"), BulkReport::text);
    return run.path("status").asText().equals("succeeded") ? ExitCodes.OK : ExitCodes.JOB_FAILED;
  }

  /**
   * How far the run is.
   *
   * @param withRate whether the note tells rate and time to go, which change all the time
   */
  ProgressBar bar(JsonNode run, boolean withRate) {
    int total = Math.max(1, run.path("total").asInt());
    int done = done(run);
    long now = nanos.getAsLong();
    seen.add(new Seen(now, done));
    while (seen.size() > 2 && now - seen.element().at() > LATELY_NS) {
      seen.remove();
    }
    StringBuilder note = new StringBuilder(done + "/" + total);
    for (String bad : new String[] {"failed", "rejected", "cancelled"}) {
      int count = run.path(bad).asInt();
      note.append(count > 0 ? ", " + count + " " + bad : "");
    }
    String status = run.path("status").asText();
    double seconds = (now - seen.element().at()) / NS_PER_S;
    double rate = seconds > 0 ? (done - seen.element().done()) / seconds : 0;
    if (withRate && rate > 0 && status.equals("running")) {
      long left = Math.round((total - done) / rate);
      note.append(String.format(Locale.ROOT, ", %.1f/s, %d:%02d left", rate, left / 60, left % 60));
    } else if (!status.equals("running")) {
      note.append(", ").append(status);
    }
    return new ProgressBar("bulk", (double) done / total, note.toString());
  }
}

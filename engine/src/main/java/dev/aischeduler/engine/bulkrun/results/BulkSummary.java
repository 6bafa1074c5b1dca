package dev.aischeduler.engine.bulkrun.results;

import dev.aischeduler.db.run.Run;
import dev.aischeduler.db.run.RunStatus;
import dev.aischeduler.db.run.RunTimes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * How a bulk run does.
 *
 * @param seconds from its first turn to its end, or until now; null before
 * @param itemsPerSecond that ended lately; null while none has
 * @param etaS seconds until its end at that rate; null when it is over, paused, or none has ended
 * @param waitS of its last 1,000 items that succeeded: seconds from when they could start
 * @param runS of the same: seconds that their last attempts took
 */
public record BulkSummary(
    @Nullable Double seconds,
    @Nullable Double itemsPerSecond,
    @Nullable Double etaS,
    @Nullable Percentiles waitS,
    @Nullable Percentiles runS) {
  private static final int SAMPLE = 1000;
  private static final Duration LATELY = Duration.ofSeconds(60);

  /** The middle and the long ones. */
  public record Percentiles(double p50, double p95) {
    static @Nullable Percentiles of(List<Double> values) {
      if (values.isEmpty()) {
        return null;
      }
      List<Double> sorted = values.stream().sorted().toList();
      return new Percentiles(at(sorted, 0.50), at(sorted, 0.95));
    }

    private static double at(List<Double> sorted, double part) {
      int index = (int) Math.ceil(part * sorted.size()) - 1;
      return Math.round(sorted.get(Math.max(0, index)) * 1000) / 1000.0;
    }
  }

  /** Makes summaries. Thread-safe. */
  public static final class Maker {
    private final Function<UUID, List<RunTimes.Times>> times;
    private final Clock clock;

    /** Reads the times of jobs. */
    public Maker(RunTimes times, Clock clock) {
      this.times = run -> times.ofLast(run, SAMPLE);
      this.clock = clock;
    }

    /** The summary of a run as it stands. */
    public BulkSummary of(Run run) {
      List<RunTimes.Times> sample = times.apply(run.id());
      Instant start = run.startedAt();
      Instant now = run.finishedAt() == null ? clock.instant() : run.finishedAt();
      Double seconds = start == null ? null : Double.valueOf(between(start, now));
      Double rate = rate(run, sample, seconds, now);
      return new BulkSummary(
          seconds,
          rate,
          eta(run, rate),
          Percentiles.of(sample.stream().map(t -> between(t.ready(), t.started())).toList()),
          Percentiles.of(sample.stream().map(t -> between(t.started(), t.finished())).toList()));
    }

    private static @Nullable Double rate(
        Run run, List<RunTimes.Times> sample, @Nullable Double seconds, Instant now) {
      int done = run.counts().done() - run.counts().rejected();
      if (seconds == null || seconds <= 0 || done == 0) {
        return null;
      }
      double span = LATELY.toSeconds();
      if (run.status().isFinal() || seconds <= span) {
        return done / seconds;
      }
      List<Instant> lately =
          sample.stream()
              .map(RunTimes.Times::finished)
              .filter(t -> t.isAfter(now.minus(LATELY)))
              .sorted()
              .toList();
      if (lately.isEmpty()) {
        return done / seconds;
      }
      // more than the sample holds ended in that time
      return lately.size() == SAMPLE
          ? SAMPLE / Math.max(0.001, between(lately.get(0), now))
          : lately.size() / span;
    }

    private static @Nullable Double eta(Run run, @Nullable Double rate) {
      Integer total = run.counts().total();
      boolean active = !run.status().isFinal() && run.status() != RunStatus.PAUSED;
      return rate == null || total == null || !active
          ? null
          : Double.valueOf(Math.max(0, total - run.counts().done()) / rate);
    }

    private static double between(Instant from, Instant to) {
      return Math.max(0, Duration.between(from, to).toMillis() / 1000.0);
    }
  }
}

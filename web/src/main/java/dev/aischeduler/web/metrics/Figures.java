package dev.aischeduler.web.metrics;

import dev.aischeduler.engine.attempt.AttemptCounts;
import dev.aischeduler.engine.figure.Histogram;
import dev.aischeduler.engine.figure.Tally;
import dev.aischeduler.web.api.http.HttpCounts;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Figures whose labels come up with the work: histograms, failures by type, requests by route. They
 * are read as they stand. Thread-safe.
 */
final class Figures implements MultiCollector {
  private static final double[] BOUNDS = bounds();
  private final AttemptCounts attempts;
  private final HttpCounts http;

  Figures(AttemptCounts attempts, HttpCounts http) {
    this.attempts = attempts;
    this.http = http;
  }

  private static double[] bounds() {
    double[] bounds = new double[Histogram.BOUNDS.size() + 1];
    for (int i = 0; i < bounds.length; i++) {
      bounds[i] = i < Histogram.BOUNDS.size() ? Histogram.BOUNDS.get(i) : Double.POSITIVE_INFINITY;
    }
    return bounds;
  }

  @Override
  public MetricSnapshots collect() {
    MetricSnapshots.Builder all = MetricSnapshots.builder();
    add(
        all,
        histograms(
            "ai_scheduler_job_wait_seconds",
            "How long jobs waited for an attempt of this node since they could start.",
            attempts.waits(),
            Figures::queue));
    add(
        all,
        histograms(
            "ai_scheduler_job_run_seconds",
            "How long attempts of this node ran.",
            attempts.runs(),
            Figures::queue));
    add(
        all,
        histograms(
            "ai_scheduler_http_request_seconds",
            "How long requests took, waits and streams included.",
            http.durations(),
            route -> Labels.of("method", route.method(), "route", route.path())));
    add(
        all,
        counters(
            "ai_scheduler_failures",
            "Failed attempts of this node by type of failure.",
            attempts.failures(),
            kind -> Labels.of("lane", kind.lane(), "type", kind.name())));
    add(
        all,
        counters(
            "ai_scheduler_produced",
            "What jobs of this node produced: tokens, seconds of speech, pictures.",
            attempts.produced(),
            kind -> Labels.of("lane", kind.lane(), "unit", kind.name())));
    add(
        all,
        counters(
            "ai_scheduler_http_requests",
            "Requests that were answered, by route and status.",
            http.answers(),
            answer ->
                Labels.of(
                    "method",
                    answer.route().method(),
                    "route",
                    answer.route().path(),
                    "status",
                    Integer.toString(answer.status()))));
    return all.build();
  }

  private static void add(MetricSnapshots.Builder all, @Nullable MetricSnapshot metric) {
    if (metric != null) {
      all.metricSnapshot(metric);
    }
  }

  private static Labels queue(AttemptCounts.Queue queue) {
    return Labels.of("lane", queue.lane(), "priority", Integer.toString(queue.priority()));
  }

  private static <K> @Nullable HistogramSnapshot histograms(
      String name, String help, Map<K, Histogram> histograms, Function<K, Labels> labels) {
    if (histograms.isEmpty()) {
      return null;
    }
    HistogramSnapshot.Builder all = HistogramSnapshot.builder().name(name).help(help);
    histograms.forEach(
        (key, histogram) ->
            all.dataPoint(
                HistogramSnapshot.HistogramDataPointSnapshot.builder()
                    .labels(labels.apply(key))
                    .classicHistogramBuckets(ClassicHistogramBuckets.of(BOUNDS, histogram.counts()))
                    .sum(histogram.sum())
                    .build()));
    return all.build();
  }

  private static <K> @Nullable CounterSnapshot counters(
      String name, String help, Tally<K> tally, Function<K, Labels> labels) {
    List<CounterSnapshot.CounterDataPointSnapshot> points = new ArrayList<>();
    tally.forEach(
        (key, amount) ->
            points.add(
                CounterSnapshot.CounterDataPointSnapshot.builder()
                    .labels(labels.apply(key))
                    .value(amount)
                    .build()));
    if (points.isEmpty()) {
      return null;
    }
    CounterSnapshot.Builder all = CounterSnapshot.builder().name(name).help(help);
    points.forEach(all::dataPoint);
    return all.build();
  }
}

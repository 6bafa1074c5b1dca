package dev.aischeduler.web.api.view;

import dev.aischeduler.web.history.History;
import dev.aischeduler.web.history.Sample;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The last hour of this node in columns: the n-th value of each list belongs to the n-th time. A
 * null stands for a moment without a figure.
 *
 * @param stepS seconds between two times
 * @param at times, oldest first
 */
public record HistoryView(int stepS, List<Instant> at, List<Lane> lanes, List<Memory> memory) {

  /**
   * A lane.
   *
   * @param queued jobs that wait for a slot, on all nodes
   * @param running jobs that run, on all nodes
   * @param succeededPerMin attempts of this node with a result, a minute
   * @param failedPerMin attempts of this node that failed, a minute
   * @param meanRunS mean length in seconds of the attempts that ended in the step; null when none
   *     did
   * @param devicePct percent of the busy time of this node's devices that the lane had; null for
   *     lanes that take no turns
   * @param targetPct percent that is the lane's while all lanes want more
   */
  public record Lane(
      String lane,
      List<@Nullable Long> queued,
      List<@Nullable Long> running,
      List<@Nullable Double> succeededPerMin,
      List<@Nullable Double> failedPerMin,
      List<@Nullable Double> meanRunS,
      List<@Nullable Double> devicePct,
      int targetPct) {}

  /**
   * A model.
   *
   * @param bytes that it held; 0 while it was not loaded
   */
  public record Memory(String device, String lane, String model, List<Long> bytes) {}

  /** The view of these samples, oldest first. */
  public static HistoryView of(List<Sample> samples) {
    Set<String> lanes = new LinkedHashSet<>();
    samples.forEach(sample -> lanes.addAll(sample.lanes().keySet()));
    return new HistoryView(
        History.STEP_S,
        samples.stream().map(Sample::at).toList(),
        lanes.stream().sorted().map(lane -> lane(lane, samples)).toList(),
        memory(samples));
  }

  private static Lane lane(String name, List<Sample> samples) {
    return new Lane(
        name,
        column(name, samples, Sample.Lane::queued),
        column(name, samples, Sample.Lane::running),
        changes(
            name,
            samples,
            (from, to) -> 60.0 / History.STEP_S * (to.succeeded() - from.succeeded())),
        changes(name, samples, (from, to) -> 60.0 / History.STEP_S * (to.failed() - from.failed())),
        changes(name, samples, HistoryView::meanRun),
        column(name, samples, lane -> lane.devicePct().orElse(null)),
        samples.stream()
            .filter(sample -> sample.lanes().containsKey(name))
            .reduce((first, last) -> last)
            .map(sample -> sample.lanes().get(name).targetPct())
            .orElse(0));
  }

  private static @Nullable Double meanRun(Sample.Lane from, Sample.Lane to) {
    long ended = to.succeeded() + to.failed() - from.succeeded() - from.failed();
    return ended == 0 ? null : Math.round(1000 * (to.ranS() - from.ranS()) / ended) / 1000.0;
  }

  private static <T> List<@Nullable T> column(
      String lane, List<Sample> samples, Function<Sample.Lane, @Nullable T> figure) {
    List<@Nullable T> values = new ArrayList<>();
    for (Sample sample : samples) {
      Sample.Lane at = sample.lanes().get(lane);
      values.add(at == null ? null : figure.apply(at));
    }
    return values;
  }

  /** What changes between two samples. */
  private interface Change {
    @Nullable Double between(Sample.Lane from, Sample.Lane to);
  }

  private static List<@Nullable Double> changes(String lane, List<Sample> samples, Change change) {
    List<@Nullable Double> values = new ArrayList<>();
    Sample.Lane before = null;
    for (Sample sample : samples) {
      Sample.Lane at = sample.lanes().get(lane);
      values.add(before == null || at == null ? null : change.between(before, at));
      before = at;
    }
    return values;
  }

  private static List<Memory> memory(List<Sample> samples) {
    Map<List<String>, List<Long>> columns = new LinkedHashMap<>();
    for (int i = 0; i < samples.size(); i++) {
      for (Sample.Model model : samples.get(i).memory()) {
        List<String> key = List.of(model.device(), model.lane(), model.name());
        List<Long> bytes = columns.computeIfAbsent(key, k -> new ArrayList<>());
        pad(bytes, i);
        bytes.add(model.bytes());
      }
    }
    columns.values().forEach(bytes -> pad(bytes, samples.size()));
    return columns.entrySet().stream()
        .map(e -> new Memory(e.getKey().get(0), e.getKey().get(1), e.getKey().get(2), e.getValue()))
        .toList();
  }

  private static void pad(List<Long> bytes, int length) {
    while (bytes.size() < length) {
      bytes.add(0L);
    }
  }
}

package dev.aischeduler.web.history;

import dev.aischeduler.db.failure.DatabaseException;
import dev.aischeduler.engine.JobService;
import dev.aischeduler.engine.attempt.AttemptCounts;
import dev.aischeduler.engine.device.DeviceUse;
import dev.aischeduler.engine.device.Devices;
import dev.aischeduler.engine.lane.LaneView;
import dev.aischeduler.jobs.model.cache.NodeModels;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Supplier;

/** Takes samples of a running node. Thread-safe. */
public final class NodeSampler implements Supplier<Sample> {
  private final JobService jobs;
  private final AttemptCounts counts;
  private final Devices devices;
  private final NodeModels models;
  private final Clock clock;

  /** A sampler over these services. */
  public NodeSampler(
      JobService jobs, AttemptCounts counts, Devices devices, NodeModels models, Clock clock) {
    this.jobs = jobs;
    this.counts = counts;
    this.devices = devices;
    this.models = models;
    this.clock = clock;
  }

  @Override
  public Sample get() {
    List<Sample.Model> memory =
        models.memoryUse().stream()
            .flatMap(
                device ->
                    device.lanes().stream()
                        .flatMap(
                            lane ->
                                lane.models().stream()
                                    .map(
                                        model ->
                                            new Sample.Model(
                                                device.device(),
                                                lane.lane().wireName(),
                                                model.name(),
                                                model.footprintBytes()))))
            .toList();
    return new Sample(clock.instant(), lanes(), memory);
  }

  private Map<String, Sample.Lane> lanes() {
    List<DeviceUse> uses = devices.use();
    Map<String, Sample.Lane> lanes = new LinkedHashMap<>();
    try {
      jobs.lanes().forEach(lane -> lanes.put(lane.lane().wireName(), lane(lane, uses)));
    } catch (DatabaseException e) {
      // the chart has a gap while the database is away; the log tells of it elsewhere
      return Map.of();
    }
    return lanes;
  }

  private Sample.Lane lane(LaneView lane, List<DeviceUse> uses) {
    return new Sample.Lane(
        lane.queued(),
        lane.running(),
        Math.round(counts.of(lane.lane(), AttemptCounts.End.SUCCEEDED)),
        Math.round(counts.of(lane.lane(), AttemptCounts.End.FAILED)),
        counts.seconds(lane.lane()),
        percent(DeviceUse.recentShare(uses, lane.lane())),
        lane.weight());
  }

  private static Optional<Double> percent(OptionalDouble share) {
    return share.isPresent() ? Optional.of(100 * share.getAsDouble()) : Optional.empty();
  }
}

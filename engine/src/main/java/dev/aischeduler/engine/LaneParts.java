package dev.aischeduler.engine;

import dev.aischeduler.config.Settings;
import dev.aischeduler.db.job.QueueCounts;
import dev.aischeduler.engine.lane.LaneCounts;
import dev.aischeduler.engine.lane.LaneRates;
import dev.aischeduler.engine.lane.LaneWeights;
import dev.aischeduler.engine.lane.QueueLengths;
import dev.aischeduler.engine.lane.Slots;
import dev.aischeduler.engine.supervision.Supervisor;
import java.time.Duration;

/** What is known of the lanes: slots, rates, weights and lengths. Thread-safe. */
final class LaneParts {
  private static final Duration COUNT = Duration.ofSeconds(1);
  private static final Duration WEIGHTS = Duration.ofSeconds(10);

  private final Slots slots;
  private final LaneRates rates;
  private final LaneWeights weights;
  private final QueueLengths lengths = new QueueLengths();
  private final LaneCounts counts;

  LaneParts(NodeSetup setup, Stores stores) {
    Settings settings = setup.settings();
    this.slots = new Slots(settings);
    this.rates = new LaneRates(settings.lanes(), stores.lanes(), setup.clock());
    this.weights =
        new LaneWeights(
            settings.resources().gpuAllocation(), stores.lanes(), setup.devices(), setup.clock());
    weights.refresh();
    this.counts =
        new LaneCounts(new QueueCounts(setup.database(), settings.lanes().types()), lengths);
  }

  Slots slots() {
    return slots;
  }

  LaneRates rates() {
    return rates;
  }

  LaneWeights weights() {
    return weights;
  }

  QueueLengths lengths() {
    return lengths;
  }

  LaneCounts counts() {
    return counts;
  }

  void supervise(Supervisor supervisor) {
    supervisor.every("lane-counts", COUNT, counts);
    supervisor.every("lane-weights", WEIGHTS, weights::refresh);
  }
}

package dev.aischeduler.web.history;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The figures of one moment.
 *
 * @param lanes by name; empty when the database did not answer
 * @param memory bytes of each model in memory
 */
public record Sample(Instant at, Map<String, Lane> lanes, List<Model> memory) {
  /** Copies the collections. */
  public Sample {
    lanes = Map.copyOf(lanes);
    memory = List.copyOf(memory);
  }

  /**
   * A lane.
   *
   * @param queued jobs that wait for a slot, on all nodes
   * @param running jobs that run, on all nodes
   * @param succeeded attempts of this node with a result, since its start
   * @param failed attempts of this node that failed, since its start
   * @param ranS seconds that the ended attempts of this node ran, since its start
   * @param devicePct percent of the busy time of this node's devices in the last minute
   * @param targetPct percent that is the lane's while all lanes want more
   */
  public record Lane(
      long queued,
      long running,
      long succeeded,
      long failed,
      double ranS,
      Optional<Double> devicePct,
      int targetPct) {}

  /** A model in memory of a device. */
  public record Model(String device, String lane, String name, long bytes) {}
}

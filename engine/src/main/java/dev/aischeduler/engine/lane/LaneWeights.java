package dev.aischeduler.engine.lane;

import dev.aischeduler.config.Settings;
import dev.aischeduler.config.TaskType;
import dev.aischeduler.db.lane.LaneStore;
import dev.aischeduler.engine.device.Devices;
import dev.aischeduler.engine.task.InvalidRequestException;
import java.time.Clock;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The lanes' shares of the devices: {@code gpu_allocation} until they are changed, then what table
 * {@code lane} holds, on every node. Thread-safe.
 */
public final class LaneWeights {
  private static final Logger LOG = LoggerFactory.getLogger(LaneWeights.class);
  private static final int ALL = 100;

  /** The lanes that share devices. */
  private final List<TaskType> sharing;

  private final LaneStore store;
  private final Devices devices;
  private final Clock clock;
  private volatile Map<TaskType, Integer> current;

  /**
   * The weights that the settings begin with.
   *
   * @param devices of this node, which follow
   */
  public LaneWeights(Settings.GpuAllocation start, LaneStore store, Devices devices, Clock clock) {
    this.store = store;
    this.devices = devices;
    this.clock = clock;
    this.sharing = start.types();
    this.current = start.percentages();
  }

  /** Percent of the device of a lane; 100 for one that shares with no other. */
  public int of(TaskType lane) {
    return current.getOrDefault(lane, ALL);
  }

  /** Reads what is stored and applies it; for a start, and when another node has changed it. */
  public void refresh() {
    try {
      Map<TaskType, Integer> stored = store.weights();
      stored.keySet().retainAll(sharing);
      // stored before a type came or went, they say nothing of the shares of all
      if (stored.keySet().containsAll(sharing) && sum(stored) == ALL) {
        apply(stored);
      }
    } catch (RuntimeException e) {
      LOG.warn("the lanes' weights cannot be read, so they stay {}: {}", current, e.getMessage());
    }
  }

  /**
   * Changes the weights, from the next model steps on; the caller notifies other nodes.
   *
   * @param weights percent of each lane that shares devices
   * @throws InvalidRequestException names the lane: one is missing, shares no device, is out of
   *     1..99, or the sum is not 100
   */
  public void change(Map<TaskType, Integer> weights) {
    if (sharing.isEmpty()) {
      throw new InvalidRequestException("weights", "no lanes share a device on this node");
    }
    for (TaskType lane : weights.keySet()) {
      if (!sharing.contains(lane)) {
        throw new InvalidRequestException(
            lane.wireName(), "shares no device with other lanes, so it has no weight");
      }
    }
    int sum = 0;
    for (TaskType lane : sharing) {
      Integer weight = weights.get(lane);
      if (weight == null || weight < 1 || weight >= ALL) {
        throw new InvalidRequestException(
            lane.wireName(),
            "must be a whole number from 1 to 99, the lane's percent of the device");
      }
      sum += weight;
    }
    if (sum != ALL) {
      throw new InvalidRequestException(
          sharing.get(sharing.size() - 1).wireName(),
          "the weights must add up to 100; these make " + sum);
    }
    Map<TaskType, Integer> valid = new LinkedHashMap<>();
    sharing.forEach(lane -> valid.put(lane, weights.get(lane)));
    store.setWeights(valid, clock.instant());
    apply(valid);
  }

  private static int sum(Map<TaskType, Integer> weights) {
    return weights.values().stream().mapToInt(Integer::intValue).sum();
  }

  private void apply(Map<TaskType, Integer> weights) {
    Map<TaskType, Integer> before = current;
    if (!weights.equals(before)) {
      current = Collections.unmodifiableMap(new LinkedHashMap<>(weights));
      devices.weights(weights);
      LOG.info("the lanes share the device {} instead of {}", weights, before);
    }
  }
}

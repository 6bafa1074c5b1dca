package dev.aischeduler.web.api.view;

import dev.aischeduler.engine.lane.LaneView;

/**
 * A lane.
 *
 * @param weight share of the device in percent
 * @param slots jobs of this lane that may run at once on this node
 * @param clusterSlots jobs of this lane that may run at once on all nodes; 0 for any number
 */
public record LaneState(
    String lane,
    String resource,
    int weight,
    int slots,
    int clusterSlots,
    boolean paused,
    long queued,
    long scheduled,
    long running) {

  /** The state of an engine's lane. */
  public static LaneState of(LaneView lane) {
    return new LaneState(
        lane.lane().wireName(),
        lane.resource(),
        lane.weight(),
        lane.maxConcurrent(),
        lane.clusterMaxConcurrent(),
        lane.paused(),
        lane.queued(),
        lane.scheduled(),
        lane.running());
  }
}

package dev.aischeduler.engine.lane;

import dev.aischeduler.config.TaskType;

/**
 * A lane as people see it.
 *
 * @param weight share of the device in percent (100 for the cpu lane)
 * @param maxConcurrent slots of this lane on this node
 * @param clusterMaxConcurrent jobs of it that may run at once on all nodes; 0 for any number
 * @param queued exact up to 10,000; beyond, as counted lately (so are the two below)
 */
public record LaneView(
    TaskType lane,
    String resource,
    int weight,
    int maxConcurrent,
    int clusterMaxConcurrent,
    boolean paused,
    long queued,
    long scheduled,
    long running) {}

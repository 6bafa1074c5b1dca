package dev.aischeduler.engine.lane;

import dev.aischeduler.config.TaskType;

/**
 * A lane as people see it.
 *
 * @param weight share of the device in percent (100 for the cpu lane)
 * @param maxConcurrent slots of this lane on this node
 */
public record LaneView(
    TaskType lane,
    String resource,
    int weight,
    int maxConcurrent,
    boolean paused,
    long queued,
    long scheduled,
    long running) {}

package dev.aischeduler.db.node;

import dev.aischeduler.config.TaskType;
import java.util.UUID;

/**
 * A job that is marked as running.
 *
 * @param node name of the node that claimed it
 * @param fencingToken token of that claim
 */
public record RunningJob(UUID id, TaskType lane, String node, long fencingToken) {}

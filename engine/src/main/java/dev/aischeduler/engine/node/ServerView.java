package dev.aischeduler.engine.node;

import java.time.Instant;

/**
 * A job server as people see it.
 *
 * @param slots jobs it may run at once
 * @param busy jobs it runs now
 */
public record ServerView(
    String node, String resource, int slots, int busy, Instant startedAt, Instant heartbeatAt) {}

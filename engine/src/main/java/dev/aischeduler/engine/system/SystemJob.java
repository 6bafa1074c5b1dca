package dev.aischeduler.engine.system;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One piece of background work of the service.
 *
 * @param kind which {@link SystemTask} does it
 * @param key of what it works on; may be empty
 * @param document small JSON that says what to do
 * @param progress 0..1; at most some seconds old when another node runs it
 * @param note what it does now or did, for people; empty at first
 * @param attempt how often it was started
 * @param error of the last try that failed, until it succeeds
 * @param node that ran it last
 * @param runAt when a scheduled one is tried again
 * @param startedAt of the first try
 * @param finishedAt when it became final
 */
public record SystemJob(
    UUID id,
    String kind,
    String key,
    String document,
    SystemJobState state,
    double progress,
    String note,
    int attempt,
    @Nullable String error,
    @Nullable String node,
    Instant createdAt,
    @Nullable Instant runAt,
    @Nullable Instant startedAt,
    @Nullable Instant finishedAt) {}

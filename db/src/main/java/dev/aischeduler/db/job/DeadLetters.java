package dev.aischeduler.db.job;

import dev.aischeduler.config.TaskType;
import java.time.Instant;
import java.util.UUID;

/**
 * Failed jobs of one type that ended with the same cause.
 *
 * @param errorType machine-readable cause
 * @param count how many
 * @param lastMessage error of the one that failed last
 * @param lastJob the one that failed last
 * @param lastFailedAt when it did
 */
public record DeadLetters(
    TaskType type,
    String errorType,
    long count,
    String lastMessage,
    UUID lastJob,
    Instant lastFailedAt) {}

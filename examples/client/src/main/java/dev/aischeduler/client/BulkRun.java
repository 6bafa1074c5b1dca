package dev.aischeduler.client;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A bulk run: many tasks of one manifest.
 *
 * @param total rows of the manifest
 * @param rowsRead of them so far
 * @param rejected rows that are wrong by themselves
 * @param inFlight items whose tasks have not ended
 * @param itemsPerSecond that ended since it began, on average
 * @param etaS seconds until its end at that rate
 * @param note what it does now
 * @param error why the run itself could not go on
 */
public record BulkRun(
    UUID runId,
    String name,
    RunStatus status,
    String tenant,
    boolean dryRun,
    long total,
    long rowsRead,
    long rejected,
    long inFlight,
    long succeeded,
    long failed,
    long cancelled,
    @Nullable Double itemsPerSecond,
    @Nullable Double etaS,
    @Nullable String note,
    @Nullable String error,
    Instant createdAt,
    @Nullable Instant startedAt,
    @Nullable Instant finishedAt) {}

package dev.aischeduler.db.job;

import dev.aischeduler.config.TaskType;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Selects jobs, newest first. Empty sets and nulls select all.
 *
 * @param after keyset position: only jobs older than this id
 * @param limit largest number of rows, 1..500
 */
public record JobFilter(
    Set<TaskType> types,
    Set<JobStatus> statuses,
    @Nullable String tag,
    @Nullable UUID after,
    int limit) {}

package dev.aischeduler.web.api.view;

import org.jspecify.annotations.Nullable;

/**
 * Outcome of an action on a filter.
 *
 * @param dryRun true when it only counted
 * @param matched jobs that the filter selected
 * @param changed jobs that were changed so far
 * @param systemJob that changes them, when they are many; else null
 */
public record BulkActionView(
    @Nullable String action,
    boolean dryRun,
    long matched,
    long changed,
    @Nullable SystemJobView systemJob) {}

package dev.aischeduler.db.access;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Selects entries of the audit; nulls select all.
 *
 * @param caller name of the key or user
 * @param tenant of the caller
 * @param since at this time or later
 * @param until before this time
 */
public record AuditFilter(
    @Nullable String caller,
    @Nullable String tenant,
    @Nullable Instant since,
    @Nullable Instant until) {}

package dev.aischeduler.web.access;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What somebody wants of a new key.
 *
 * @param name 1 to 100 characters
 * @param role by its name
 * @param tenant null for all, which only operators and admins may have
 * @param maxPriority 0..9; null for any
 * @param requestsPerMinute 1..; null for any number
 * @param expiresAt null for never
 */
public record NewKey(
    @Nullable String name,
    @Nullable String role,
    @Nullable String tenant,
    @Nullable Integer maxPriority,
    @Nullable Integer requestsPerMinute,
    @Nullable Instant expiresAt) {}

package dev.aischeduler.db.access;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A row of table {@code api_key}. It holds no secret.
 *
 * @param name for people, 1 to 100 characters; need not be unique
 * @param hash SHA-256 of the secret, 64 hexadecimal digits
 * @param prefix how the secret begins, for people
 * @param oldHash of the secret before the last rotation; null for none
 * @param oldUntil until when that one is valid
 * @param tenant whose jobs it sees and makes; null for those of all
 * @param maxPriority highest priority that it may give, 0..9; null for any
 * @param requestsPerMinute requests a minute that a node takes from it; null for any number
 * @param createdBy name of the caller who made it
 * @param expiresAt from when it is not valid; null for never
 * @param lastUsedAt at most a minute old; null for never
 * @param revokedAt since when it is not valid; null for never
 */
public record ApiKey(
    UUID id,
    String name,
    String hash,
    String prefix,
    @Nullable String oldHash,
    @Nullable Instant oldUntil,
    Role role,
    @Nullable String tenant,
    @Nullable Integer maxPriority,
    @Nullable Integer requestsPerMinute,
    Instant createdAt,
    String createdBy,
    @Nullable Instant expiresAt,
    @Nullable Instant lastUsedAt,
    @Nullable Instant revokedAt) {

  /** True when the key itself, whatever its secret, is valid at a time. */
  public boolean isValidAt(Instant time) {
    return revokedAt == null && (expiresAt == null || time.isBefore(expiresAt));
  }

  /** True when the secret before the last rotation is valid at a time. */
  public boolean takesOldAt(Instant time) {
    return oldHash != null && oldUntil != null && time.isBefore(oldUntil);
  }
}

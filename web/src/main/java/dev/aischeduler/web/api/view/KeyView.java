package dev.aischeduler.web.api.view;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.aischeduler.db.access.ApiKey;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An API key.
 *
 * @param status {@code active}, {@code expired} or {@code revoked}
 * @param oldSecretUntil until when the secret before the last rotation is valid too
 * @param secret in the answer that made it, and never again
 */
public record KeyView(
    UUID id,
    String name,
    String prefix,
    String role,
    @Nullable String tenant,
    @Nullable Integer maxPriority,
    @Nullable Integer requestsPerMinute,
    String status,
    Instant createdAt,
    String createdBy,
    @Nullable Instant expiresAt,
    @Nullable Instant lastUsedAt,
    @Nullable Instant revokedAt,
    @Nullable Instant oldSecretUntil,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String secret) {

  /**
   * The view of a key.
   *
   * @param secret to be shown once; null for none
   */
  public static KeyView of(ApiKey key, @Nullable String secret, Instant now) {
    String status = key.revokedAt() != null ? "revoked" : key.isValidAt(now) ? "active" : "expired";
    return new KeyView(
        key.id(),
        key.name(),
        key.prefix(),
        key.role().wireName(),
        key.tenant(),
        key.maxPriority(),
        key.requestsPerMinute(),
        status,
        key.createdAt(),
        key.createdBy(),
        key.expiresAt(),
        key.lastUsedAt(),
        key.revokedAt(),
        key.takesOldAt(now) ? key.oldUntil() : null,
        secret);
  }
}

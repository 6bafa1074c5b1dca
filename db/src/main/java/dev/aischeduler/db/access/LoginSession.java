package dev.aischeduler.db.access;

import java.time.Instant;
import java.util.UUID;

/**
 * A row of table {@code login_session}: somebody is logged in with a key, whose rights count.
 *
 * @param hash SHA-256 of the cookie, 64 hexadecimal digits
 * @param keyId the key
 * @param seenAt when a request came last; at most a minute old
 * @param expiresAt from when it is over, however busy it is
 */
public record LoginSession(
    String hash, UUID keyId, Instant createdAt, Instant seenAt, Instant expiresAt) {}

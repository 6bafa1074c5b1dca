package dev.aischeduler.db.access;

import dev.aischeduler.db.Database;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;

/** Table {@code login_session}. Thread-safe. */
public final class LoginSessionStore {
  private final Jdbi jdbi;

  public LoginSessionStore(Database database) {
    this.jdbi = database.jdbi();
  }

  /** Stores a new session. */
  public void insert(LoginSession session) {
    jdbi.useHandle(
        h ->
            h.createUpdate(
                    """
                    INSERT INTO login_session (hash, key_id, created_at, seen_at, expires_at)
                    VALUES (:hash, :keyId, :createdAt, :seenAt, :expiresAt)""")
                .bind("hash", session.hash())
                .bind("keyId", session.keyId())
                .bind("createdAt", session.createdAt())
                .bind("seenAt", session.seenAt())
                .bind("expiresAt", session.expiresAt())
                .execute());
  }

  /** The session of this hash, over or not, or empty. */
  public Optional<LoginSession> find(String hash) {
    return jdbi.withHandle(
        h ->
            h.createQuery("SELECT * FROM login_session WHERE hash = :hash")
                .bind("hash", hash)
                .map(
                    (row, c) ->
                        new LoginSession(
                            row.getString("hash"),
                            row.getObject("key_id", UUID.class),
                            row.getObject("created_at", OffsetDateTime.class).toInstant(),
                            row.getObject("seen_at", OffsetDateTime.class).toInstant(),
                            row.getObject("expires_at", OffsetDateTime.class).toInstant()))
                .findOne());
  }

  /** Notes that a request came. */
  public void seen(String hash, Instant at) {
    jdbi.useHandle(
        h ->
            h.createUpdate("UPDATE login_session SET seen_at = :at WHERE hash = :hash")
                .bind("at", at)
                .bind("hash", hash)
                .execute());
  }

  /** Ends a session. */
  public void delete(String hash) {
    jdbi.useHandle(
        h ->
            h.createUpdate("DELETE FROM login_session WHERE hash = :hash")
                .bind("hash", hash)
                .execute());
  }

  /** Removes sessions that are over (login_session_expires_idx). */
  public void deleteExpired(Instant now) {
    jdbi.useHandle(
        h ->
            h.createUpdate("DELETE FROM login_session WHERE expires_at < :now")
                .bind("now", now)
                .execute());
  }
}

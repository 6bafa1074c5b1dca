package dev.aischeduler.db.access;

import dev.aischeduler.db.Database;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jspecify.annotations.Nullable;

/** Table {@code api_key}. Rows are never deleted: revoked keys stay for the audit. Thread-safe. */
public final class ApiKeyStore {
  private final Jdbi jdbi;

  public ApiKeyStore(Database database) {
    this.jdbi = database.jdbi();
  }

  /** True when a key was ever made. */
  public boolean any() {
    return jdbi.withHandle(
        h ->
            h.createQuery("SELECT id FROM api_key LIMIT 1")
                .mapTo(UUID.class)
                .findFirst()
                .isPresent());
  }

  /** How many there are. */
  public int count() {
    return jdbi.withHandle(
        h -> h.createQuery("SELECT count(*) FROM api_key").mapTo(Integer.class).one());
  }

  /** Stores a new key. */
  public void insert(ApiKey key) {
    jdbi.useHandle(
        h ->
            h.createUpdate(
                    """
                    INSERT INTO api_key (id, name, hash, prefix, role, tenant, max_priority,
                      requests_per_minute, created_at, created_by, expires_at)
                    VALUES (:id, :name, :hash, :prefix, :role, :tenant, :maxPriority,
                      :requestsPerMinute, :createdAt, :createdBy, :expiresAt)""")
                .bind("id", key.id())
                .bind("name", key.name())
                .bind("hash", key.hash())
                .bind("prefix", key.prefix())
                .bind("role", key.role().wireName())
                .bind("tenant", key.tenant())
                .bind("maxPriority", key.maxPriority())
                .bind("requestsPerMinute", key.requestsPerMinute())
                .bind("createdAt", key.createdAt())
                .bind("createdBy", key.createdBy())
                .bind("expiresAt", key.expiresAt())
                .execute());
  }

  /** The key, or empty. */
  public Optional<ApiKey> find(UUID id) {
    return findAll(List.of(id)).stream().findFirst();
  }

  /**
   * Those of the keys that exist.
   *
   * @param ids at most some thousand
   */
  public List<ApiKey> findAll(Collection<UUID> ids) {
    return jdbi.withHandle(
        h ->
            h.createQuery("SELECT * FROM api_key WHERE id IN (<ids>)")
                .bindList("ids", List.copyOf(ids))
                .map((row, c) -> key(row))
                .list());
  }

  /** The key with this secret, or that had it before its rotation (api_key_hash_idx). */
  public Optional<ApiKey> findByHash(String hash) {
    return jdbi.withHandle(
        h ->
            h.createQuery(
                    """
                    SELECT * FROM api_key WHERE hash = :hash
                    UNION ALL
                    SELECT * FROM api_key WHERE old_hash = :hash""")
                .bind("hash", hash)
                .map((row, c) -> key(row))
                .findFirst());
  }

  /** The newest key of this maker that is not revoked. */
  public Optional<ApiKey> findByMaker(String createdBy) {
    return jdbi.withHandle(
        h ->
            h.createQuery(
                    """
                    SELECT * FROM api_key WHERE created_by = :createdBy AND revoked_at IS NULL
                     ORDER BY created_at DESC, id DESC LIMIT 1""")
                .bind("createdBy", createdBy)
                .map((row, c) -> key(row))
                .findFirst());
  }

  /**
   * Gives a key that is not revoked other rights.
   *
   * @return false when there is no such key
   */
  public boolean renew(
      UUID id, String name, Role role, @Nullable String tenant, Instant expiresAt) {
    return jdbi.withHandle(
        h ->
            h.createUpdate(
                        """
                        UPDATE api_key SET name = :name, role = :role, tenant = :tenant,
                               expires_at = :expiresAt
                         WHERE id = :id AND revoked_at IS NULL""")
                    .bind("name", name)
                    .bind("role", role.wireName())
                    .bind("tenant", tenant)
                    .bind("expiresAt", expiresAt)
                    .bind("id", id)
                    .execute()
                == 1);
  }

  /**
   * Keys, newest first.
   *
   * @param tenant of this tenant alone; null for all
   */
  public List<ApiKey> list(@Nullable String tenant, int limit) {
    return jdbi.withHandle(
        h ->
            h.createQuery(
                    """
                    SELECT * FROM api_key WHERE (CAST(:tenant AS varchar) IS NULL OR tenant = :tenant)
                     ORDER BY created_at DESC, id DESC LIMIT :limit""")
                .bind("tenant", tenant)
                .bind("limit", limit)
                .map((row, c) -> key(row))
                .list());
  }

  /**
   * Gives a key that is not revoked a new secret; the present one stays valid until a time.
   *
   * @return false when there is no such key
   */
  public boolean rotate(UUID id, String hash, String prefix, Instant oldUntil) {
    return jdbi.withHandle(
        h ->
            h.createUpdate(
                        """
                        UPDATE api_key SET old_hash = hash, old_until = :oldUntil, hash = :hash,
                               prefix = :prefix
                         WHERE id = :id AND revoked_at IS NULL""")
                    .bind("oldUntil", oldUntil)
                    .bind("hash", hash)
                    .bind("prefix", prefix)
                    .bind("id", id)
                    .execute()
                == 1);
  }

  /** Ends a key; one that is revoked already stays as it is. False when there is no such key. */
  public boolean revoke(UUID id, Instant now) {
    return jdbi.withHandle(
        h ->
            h.createUpdate(
                        """
                        UPDATE api_key SET revoked_at = COALESCE(revoked_at, :now)
                         WHERE id = :id""")
                    .bind("now", now)
                    .bind("id", id)
                    .execute()
                == 1);
  }

  /** Remembers when keys were used last. */
  public void used(Map<UUID, Instant> times) {
    jdbi.useHandle(
        h -> {
          PreparedBatch batch =
              h.prepareBatch(
                  """
                  UPDATE api_key SET last_used_at = :at
                   WHERE id = :id AND (last_used_at IS NULL OR last_used_at < :at)""");
          times.forEach((id, at) -> batch.bind("id", id).bind("at", at).add());
          batch.execute();
        });
  }

  private static ApiKey key(ResultSet row) throws SQLException {
    return new ApiKey(
        row.getObject("id", UUID.class),
        row.getString("name"),
        row.getString("hash"),
        row.getString("prefix"),
        row.getString("old_hash"),
        time(row, "old_until"),
        Role.of(row.getString("role")).orElse(Role.VIEWER),
        row.getString("tenant"),
        row.getObject("max_priority", Integer.class),
        row.getObject("requests_per_minute", Integer.class),
        row.getObject("created_at", OffsetDateTime.class).toInstant(),
        row.getString("created_by"),
        time(row, "expires_at"),
        time(row, "last_used_at"),
        time(row, "revoked_at"));
  }

  static @Nullable Instant time(ResultSet row, String column) throws SQLException {
    OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
    return time == null ? null : time.toInstant();
  }
}

package dev.aischeduler.db.access;

import dev.aischeduler.db.Database;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/** Table {@code audit}: entries are added, read and, when they are old, removed. Thread-safe. */
public final class AuditStore {
  private final Jdbi jdbi;

  public AuditStore(Database database) {
    this.jdbi = database.jdbi();
  }

  /**
   * Adds entries in one transaction.
   *
   * @param entries at most some hundreds
   */
  public void insert(List<AuditEntry> entries) {
    jdbi.useTransaction(
        h -> {
          PreparedBatch batch =
              h.prepareBatch(
                  """
                  INSERT INTO audit (id, at, caller, key_id, tenant, action, target, outcome,
                    address, details)
                  VALUES (:id, :at, :caller, CAST(:keyId AS uuid), :tenant, :action, :target, :outcome,
                    :address, :details)""");
          for (AuditEntry entry : entries) {
            batch
                .bind("id", entry.id())
                .bind("at", entry.at())
                .bind("caller", entry.caller())
                .bind("keyId", entry.keyId())
                .bind("tenant", entry.tenant())
                .bind("action", entry.action())
                .bind("target", entry.target())
                .bind("outcome", entry.outcome())
                .bind("address", entry.address())
                .bind("details", entry.details())
                .add();
          }
          batch.execute();
        });
  }

  /**
   * Entries, newest first (primary key, audit_caller_idx, audit_tenant_idx).
   *
   * @param after only entries older than this id; null for the newest
   */
  public List<AuditEntry> list(AuditFilter filter, @Nullable UUID after, int limit) {
    StringBuilder sql = new StringBuilder("SELECT * FROM audit WHERE TRUE");
    sql.append(filter.caller() == null ? "" : " AND caller = :caller");
    sql.append(filter.tenant() == null ? "" : " AND tenant = :tenant");
    sql.append(filter.since() == null ? "" : " AND id >= :from");
    sql.append(filter.until() == null ? "" : " AND id < :to");
    sql.append(after == null ? "" : " AND id < :after");
    sql.append(" ORDER BY id DESC LIMIT :limit");
    return jdbi.withHandle(
        h -> {
          Query query = h.createQuery(sql.toString()).bind("limit", limit);
          if (filter.caller() != null) {
            query.bind("caller", filter.caller());
          }
          if (filter.tenant() != null) {
            query.bind("tenant", filter.tenant());
          }
          if (filter.since() != null) {
            query.bind("from", firstId(filter.since()));
          }
          if (filter.until() != null) {
            query.bind("to", firstId(filter.until()));
          }
          if (after != null) {
            query.bind("after", after);
          }
          return query.map((row, c) -> entry(row)).list();
        });
  }

  /** The smallest UUID of version 7 (RFC 9562) of a millisecond. */
  private static UUID firstId(Instant time) {
    return new UUID(Math.max(0, time.toEpochMilli()) << 16, 0);
  }

  /** Removes the oldest entries of before a time, at most so many; returns how many. */
  public int removeBefore(Instant time, int limit) {
    return jdbi.withHandle(
        h ->
            h.createUpdate(
                    """
                    DELETE FROM audit WHERE id IN
                      (SELECT id FROM audit WHERE id < :first ORDER BY id LIMIT :limit)""")
                .bind("first", firstId(time))
                .bind("limit", limit)
                .execute());
  }

  private static AuditEntry entry(ResultSet row) throws SQLException {
    return new AuditEntry(
        row.getObject("id", UUID.class),
        row.getObject("at", OffsetDateTime.class).toInstant(),
        row.getString("caller"),
        row.getObject("key_id", UUID.class),
        row.getString("tenant"),
        row.getString("action"),
        row.getString("target"),
        row.getInt("outcome"),
        row.getString("address"),
        row.getString("details"));
  }
}

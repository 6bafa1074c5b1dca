package dev.aischeduler.db.openai;

import dev.aischeduler.db.Database;
import dev.aischeduler.db.failure.Outage;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/** Table {@code openai_object}. Thread-safe. */
public final class OpenAiObjectStore {
  private static final String COLUMNS = "id, kind, tenant, created_at, document";

  private final Jdbi jdbi;

  public OpenAiObjectStore(Database database) {
    this.jdbi = database.jdbi();
  }

  /**
   * Stores an object.
   *
   * @return false when there is one of this id already, which stays as it is
   */
  public boolean insert(OpenAiObject object) {
    try {
      jdbi.useHandle(
          h ->
              h.createUpdate(
                      """
                      INSERT INTO openai_object (id, kind, tenant, created_at, document)
                      VALUES (:id, :kind, :tenant, :created, :document)""")
                  .bind("id", object.id())
                  .bind("kind", object.kind().wireName())
                  .bind("tenant", object.tenant())
                  .bind("created", object.createdAt())
                  .bind("document", object.document())
                  .execute());
      return true;
    } catch (JdbiException e) {
      if (Outage.isDataError(e) && !Outage.isValueError(e)) {
        return false;
      }
      throw e;
    }
  }

  /** The object of this id and kind, or empty. */
  public Optional<OpenAiObject> find(OpenAiObject.Kind kind, UUID id) {
    return jdbi.withHandle(
        h ->
            h.createQuery(
                    "SELECT " + COLUMNS + " FROM openai_object WHERE id = :id AND kind = :kind")
                .bind("id", id)
                .bind("kind", kind.wireName())
                .map((row, c) -> read(row.getObject("id", UUID.class), kind, row))
                .findOne());
  }

  /**
   * Objects of a kind in the order of their creation.
   *
   * @param tenant whose; null for those of all
   * @param after only those behind this id in the order; null for the first
   * @param oldestFirst the order
   * @param limit largest number, 1..
   */
  public List<OpenAiObject> list(
      OpenAiObject.Kind kind,
      @Nullable String tenant,
      @Nullable UUID after,
      boolean oldestFirst,
      int limit) {
    String sql =
        String.format(
            Locale.ROOT,
            "SELECT %s FROM openai_object WHERE kind = :kind%s%s ORDER BY id %s LIMIT :limit",
            COLUMNS,
            tenant == null ? "" : " AND tenant = :tenant",
            after == null ? "" : " AND id " + (oldestFirst ? ">" : "<") + " :after",
            oldestFirst ? "" : "DESC");
    return jdbi.withHandle(
        h -> {
          Query query = h.createQuery(sql).bind("kind", kind.wireName()).bind("limit", limit);
          if (tenant != null) {
            query.bind("tenant", tenant);
          }
          if (after != null) {
            query.bind("after", after);
          }
          return query.map((row, c) -> read(row.getObject("id", UUID.class), kind, row)).list();
        });
  }

  /** Deletes an object; false when there is none. */
  public boolean delete(OpenAiObject.Kind kind, UUID id) {
    return jdbi.withHandle(
            h ->
                h.createUpdate("DELETE FROM openai_object WHERE id = :id AND kind = :kind")
                    .bind("id", id)
                    .bind("kind", kind.wireName())
                    .execute())
        > 0;
  }

  /**
   * Deletes objects of a kind that were made before a time and whose job, run and bytes are gone.
   *
   * @param after where to begin: only those with a larger id; null for the first
   * @param limit largest number to look at, 1..
   * @return the last that was looked at; empty when there are no further
   */
  public Optional<UUID> removeBefore(
      OpenAiObject.Kind kind, Instant before, @Nullable UUID after, int limit) {
    List<OpenAiObject> some = list(kind, null, after, true, limit);
    List<UUID> old =
        some.stream()
            .filter(one -> one.createdAt().isBefore(before))
            .map(OpenAiObject::id)
            .toList();
    if (!old.isEmpty()) {
      jdbi.useHandle(
          h ->
              h.createUpdate(
                      """
                      DELETE FROM openai_object o WHERE o.id IN (<ids>)
                         AND NOT EXISTS (SELECT 1 FROM job j WHERE j.id = o.id)
                         AND NOT EXISTS (SELECT 1 FROM run r WHERE r.id = o.id)
                         AND NOT EXISTS (SELECT 1 FROM artifact a WHERE a.job_id = o.id)""")
                  .bindList("ids", old)
                  .execute());
    }
    // those behind the first young one are younger still
    return old.size() < limit ? Optional.empty() : Optional.of(old.get(limit - 1));
  }

  private static OpenAiObject read(UUID id, OpenAiObject.Kind kind, ResultSet row)
      throws SQLException {
    return new OpenAiObject(
        id,
        kind,
        row.getString("tenant"),
        row.getObject("created_at", OffsetDateTime.class).toInstant(),
        row.getString("document"));
  }
}

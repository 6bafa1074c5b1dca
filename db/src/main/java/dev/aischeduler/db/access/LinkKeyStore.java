package dev.aischeduler.db.access;

import dev.aischeduler.db.Database;
import dev.aischeduler.db.failure.Outage;
import java.time.OffsetDateTime;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;

/** Table {@code link_key}, which all nodes of a database share. Thread-safe. */
public final class LinkKeyStore {
  private final Jdbi jdbi;

  public LinkKeyStore(Database database) {
    this.jdbi = database.jdbi();
  }

  /** The key that counts; empty before the first link was made. */
  public Optional<LinkKey> newest() {
    return jdbi.withHandle(
        h ->
            h.createQuery(
                    "SELECT version, secret, created_at FROM link_key ORDER BY version DESC LIMIT 1")
                .map(
                    (row, c) ->
                        new LinkKey(
                            row.getInt("version"),
                            row.getString("secret"),
                            row.getObject("created_at", OffsetDateTime.class).toInstant()))
                .findOne());
  }

  /**
   * Stores a key in place of those before it.
   *
   * @return false when another node has stored one of its version
   */
  public boolean insert(LinkKey key) {
    try {
      jdbi.useTransaction(
          h -> {
            h.createUpdate(
                    "INSERT INTO link_key (version, secret, created_at) VALUES (:version, :secret, :at)")
                .bind("version", key.version())
                .bind("secret", key.secret())
                .bind("at", key.createdAt())
                .execute();
            h.createUpdate("DELETE FROM link_key WHERE version < :version")
                .bind("version", key.version())
                .execute();
          });
      return true;
    } catch (JdbiException e) {
      if (Outage.isDataError(e) && !Outage.isValueError(e)) {
        return false;
      }
      throw e;
    }
  }
}

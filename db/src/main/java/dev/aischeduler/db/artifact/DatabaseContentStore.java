package dev.aischeduler.db.artifact;

import dev.aischeduler.db.Database;
import dev.aischeduler.db.failure.UniqueViolation;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Content in table {@code artifact_content}, which all nodes reach; column {@code created_at} is
 * the time when it was last stored. Content passes through memory as a whole, so this is for
 * results of megabytes.
 */
public final class DatabaseContentStore implements ArtifactContentStore {
  private static final Logger LOG = LoggerFactory.getLogger(DatabaseContentStore.class);
  private static final String PLACE = "table artifact_content";

  private final Jdbi jdbi;
  private final Clock clock;

  public DatabaseContentStore(Database database, Clock clock) {
    this.jdbi = database.jdbi();
    this.clock = clock;
  }

  @Override
  public StoredContent put(InputStream content) {
    try {
      byte[] bytes = content.readAllBytes();
      var digest = Sha256.digest();
      digest.update(bytes);
      StoredContent stored = new StoredContent(Sha256.hex(digest), bytes.length);
      while (!replace(stored.sha256(), bytes) && !insert(stored.sha256(), bytes)) {
        LOG.debug("Another node stored or deleted {} at the same time", stored.sha256());
      }
      return stored;
    } catch (IOException | JdbiException e) {
      throw failure("store artifact content", e);
    }
  }

  private boolean replace(String sha256, byte[] content) {
    return write(
            """
            UPDATE artifact_content SET content = :content, created_at = :now
             WHERE sha256 = :sha256
            """,
            sha256,
            content)
        > 0;
  }

  private boolean insert(String sha256, byte[] content) {
    try {
      return write(
              """
              INSERT INTO artifact_content (sha256, content, created_at)
              VALUES (:sha256, :content, :now)
              """,
              sha256,
              content)
          > 0;
    } catch (UnableToExecuteStatementException e) {
      if (UniqueViolation.causes(e)) {
        return false;
      }
      throw e;
    }
  }

  private int write(String sql, String sha256, byte[] content) {
    return jdbi.withHandle(
        h ->
            h.createUpdate(sql)
                .bind("sha256", sha256)
                .bind("content", content)
                .bind("now", clock.instant())
                .execute());
  }

  @Override
  public InputStream open(String sha256) {
    Sha256.check(sha256);
    try {
      byte[] bytes =
          jdbi.withHandle(
              h ->
                  h.createQuery("SELECT content FROM artifact_content WHERE sha256 = :sha256")
                      .bind("sha256", sha256)
                      .map((rows, context) -> rows.getBytes(1))
                      .findOne()
                      .orElseThrow(() -> ArtifactContentException.missing(sha256, PLACE)));
      return new VerifyingInputStream(new ByteArrayInputStream(bytes), sha256, PLACE);
    } catch (JdbiException e) {
      throw failure("read artifact content " + sha256, e);
    }
  }

  @Override
  public boolean delete(String sha256) {
    Sha256.check(sha256);
    try {
      return jdbi.withHandle(
              h -> h.execute("DELETE FROM artifact_content WHERE sha256 = ?", sha256))
          > 0;
    } catch (JdbiException e) {
      throw failure("delete artifact content " + sha256, e);
    }
  }

  @Override
  public OptionalLong freeBytes() {
    return OptionalLong.empty();
  }

  @Override
  public List<String> storedBefore(Instant limit) {
    try {
      return jdbi.withHandle(
          h ->
              h.createQuery("SELECT sha256 FROM artifact_content WHERE created_at < :limit")
                  .bind("limit", limit)
                  .mapTo(String.class)
                  .list());
    } catch (JdbiException e) {
      throw failure("list artifact content", e);
    }
  }

  @Override
  public boolean deleteStoredBefore(String sha256, Instant limit) {
    Sha256.check(sha256);
    try {
      return jdbi.withHandle(
              h ->
                  h.createUpdate(
                          """
                          DELETE FROM artifact_content
                           WHERE sha256 = :sha256 AND created_at < :limit
                          """)
                      .bind("sha256", sha256)
                      .bind("limit", limit)
                      .execute())
          > 0;
    } catch (JdbiException e) {
      throw failure("delete artifact content " + sha256, e);
    }
  }

  private static ArtifactContentException failure(String what, Exception cause) {
    return new ArtifactContentException(
        "Cannot "
            + what
            + " in "
            + PLACE
            + " ("
            + cause.getMessage()
            + "); check that the database is up and its disk has space",
        cause);
  }
}

package dev.aischeduler.db.artifact;

import java.io.InputStream;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jdbi.v3.core.statement.StatementContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Rows of table {@code artifact} and what they refer to. Thread-safe. */
public final class ArtifactStore {
  private static final Logger LOG = LoggerFactory.getLogger(ArtifactStore.class);

  /** Values in one IN list, rows of one transaction. */
  private static final int CHUNK = 500;

  private final Jdbi jdbi;
  private final ArtifactContentStore content;

  /** Rows in a database, content in a store. */
  public ArtifactStore(Jdbi jdbi, ArtifactContentStore content) {
    this.jdbi = jdbi;
    this.content = content;
  }

  /** Where the bytes are; put them there first, then insert the row that refers to them. */
  public ArtifactContentStore content() {
    return content;
  }

  /** Artifacts of a job: what is seen or heard, then texts and data; each by name. */
  public List<Artifact> list(UUID jobId) {
    return jdbi.withHandle(
        h ->
            h.createQuery(
                    """
                    SELECT job_id, name, media_type, size_bytes, sha256, created_at
                      FROM artifact WHERE job_id = :job
                     ORDER BY CASE WHEN media_type LIKE 'text/%' OR media_type LIKE 'application/%'
                                   THEN 1 ELSE 0 END, name
                    """)
                .bind("job", jobId)
                .map(ArtifactStore::read)
                .list());
  }

  /**
   * Artifacts of several jobs or runs in the same order, by owner; those without any are absent.
   */
  public Map<UUID, List<Artifact>> listAll(Collection<UUID> owners) {
    Map<UUID, List<Artifact>> found = new HashMap<>();
    for (List<UUID> some : chunks(List.copyOf(owners))) {
      jdbi.useHandle(
          h ->
              h.createQuery(
                      """
                      SELECT job_id, name, media_type, size_bytes, sha256, created_at
                        FROM artifact WHERE job_id IN (<jobs>)
                       ORDER BY CASE WHEN media_type LIKE 'text/%' OR media_type LIKE 'application/%'
                                     THEN 1 ELSE 0 END, name
                      """)
                  .bindList("jobs", some)
                  .map(ArtifactStore::read)
                  .forEach(
                      one -> found.computeIfAbsent(one.jobId(), x -> new ArrayList<>()).add(one)));
    }
    return found;
  }

  /**
   * Stores the row of an artifact of a run, in place of an earlier one of its name. The artifacts
   * of a job are written with its result.
   */
  public void replace(Artifact artifact) {
    jdbi.useTransaction(
        h -> {
          h.createUpdate("DELETE FROM artifact WHERE job_id = :owner AND name = :name")
              .bind("owner", artifact.jobId())
              .bind("name", artifact.name())
              .execute();
          h.createUpdate(
                  """
                  INSERT INTO artifact (job_id, name, media_type, size_bytes, sha256, created_at)
                  VALUES (:owner, :name, :type, :size, :sha256, :at)""")
              .bind("owner", artifact.jobId())
              .bind("name", artifact.name())
              .bind("type", artifact.mediaType())
              .bind("size", artifact.size())
              .bind("sha256", artifact.sha256())
              .bind("at", artifact.createdAt())
              .execute();
        });
  }

  /** Deletes the rows of everything that an owner has; the content stays until it is collected. */
  public void deleteAll(UUID owner) {
    jdbi.useHandle(
        h ->
            h.createUpdate("DELETE FROM artifact WHERE job_id = :owner")
                .bind("owner", owner)
                .execute());
  }

  /** One artifact of a job. */
  public Optional<Artifact> find(UUID jobId, String name) {
    return jdbi.withHandle(
        h ->
            h.createQuery(
                    """
                    SELECT job_id, name, media_type, size_bytes, sha256, created_at
                      FROM artifact WHERE job_id = :job AND name = :name
                    """)
                .bind("job", jobId)
                .bind("name", name)
                .map(ArtifactStore::read)
                .findOne());
  }

  /**
   * Stores rows of artifacts that no attempt made, such as the parts of a manifest, all or none.
   *
   * @param all their content is stored already
   */
  public void insert(List<Artifact> all) {
    jdbi.useTransaction(
        h -> {
          PreparedBatch insert =
              h.prepareBatch(
                  """
                  INSERT INTO artifact (job_id, name, media_type, size_bytes, sha256, created_at)
                  VALUES (:job, :name, :type, :size, :sha256, :created)""");
          all.forEach(
              one ->
                  insert
                      .bind("job", one.jobId())
                      .bind("name", one.name())
                      .bind("type", one.mediaType())
                      .bind("size", one.size())
                      .bind("sha256", one.sha256())
                      .bind("created", one.createdAt())
                      .add());
          insert.execute();
        });
  }

  /** Opens the bytes of an artifact, as {@link ArtifactContentStore#open} does. */
  public InputStream open(Artifact artifact) {
    return content.open(artifact.sha256());
  }

  /**
   * Deletes rows of artifacts made before an instant (artifact_created_idx), in small transactions;
   * their jobs stay. What a run and its jobs made, and its manifest, stay while the run is open,
   * and until it has been over since that instant. The content stays until {@link #collectGarbage}.
   *
   * @return rows deleted
   */
  public int deleteCreatedBefore(Instant limit) {
    int deleted = 0;
    List<Artifact> some;
    Instant from = Instant.EPOCH;
    do {
      Instant after = from;
      some = jdbi.inTransaction(h -> deleteSome(h, after, limit));
      deleted += some.size();
      // what stays is passed over once
      from = some.isEmpty() ? from : some.get(some.size() - 1).createdAt();
    } while (some.size() == CHUNK);
    return deleted;
  }

  private static List<Artifact> deleteSome(Handle handle, Instant from, Instant limit) {
    List<Artifact> due =
        handle
            .createQuery(
                """
                SELECT a.job_id, a.name, a.media_type, a.size_bytes, a.sha256, a.created_at
                  FROM artifact a
                  LEFT JOIN job j ON j.id = a.job_id
                  LEFT JOIN run r ON r.id = COALESCE(j.run_id, a.job_id)
                 WHERE a.created_at >= :from AND a.created_at < :limit
                   AND (r.id IS NULL OR r.finished_at < :limit)
                 ORDER BY a.created_at LIMIT :chunk""")
            .bind("from", from)
            .bind("limit", limit)
            .bind("chunk", CHUNK)
            .map(ArtifactStore::read)
            .list();
    PreparedBatch delete =
        handle.prepareBatch("DELETE FROM artifact WHERE job_id = :job AND name = :name");
    due.forEach(one -> delete.bind("job", one.jobId()).bind("name", one.name()).add());
    if (!due.isEmpty()) {
      delete.execute();
    }
    return due;
  }

  /**
   * Deletes content that no row refers to and that was last stored before an instant. The instant
   * must lie further back than any job may take from storing content to committing its row; content
   * that is stored again while this runs stays.
   *
   * @return contents deleted
   */
  public int collectGarbage(Instant storedBefore) {
    int deleted = 0;
    for (List<String> some : chunks(content.storedBefore(storedBefore))) {
      Set<String> referenced = referenced(some);
      for (String sha256 : some) {
        if (!referenced.contains(sha256) && content.deleteStoredBefore(sha256, storedBefore)) {
          deleted++;
        }
      }
    }
    if (deleted > 0) {
      LOG.info("Deleted {} artifact contents that no job refers to", deleted);
    }
    return deleted;
  }

  /** Served by index artifact_sha256_idx. */
  private Set<String> referenced(List<String> addresses) {
    return new HashSet<>(
        jdbi.withHandle(
            h ->
                h.createQuery("SELECT DISTINCT sha256 FROM artifact WHERE sha256 IN (<addresses>)")
                    .bindList("addresses", addresses)
                    .mapTo(String.class)
                    .list()));
  }

  private static <T> List<List<T>> chunks(List<T> all) {
    return IntStream.iterate(0, from -> from < all.size(), from -> from + CHUNK)
        .mapToObj(from -> all.subList(from, Math.min(all.size(), from + CHUNK)))
        .toList();
  }

  private static Artifact read(ResultSet row, StatementContext context) throws SQLException {
    return new Artifact(
        row.getObject("job_id", UUID.class),
        row.getString("name"),
        row.getString("media_type"),
        row.getLong("size_bytes"),
        row.getString("sha256"),
        row.getObject("created_at", OffsetDateTime.class).toInstant());
  }
}

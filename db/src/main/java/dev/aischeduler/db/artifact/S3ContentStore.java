package dev.aischeduler.db.artifact;

import dev.aischeduler.config.Settings;
import dev.aischeduler.db.Database;
import dev.aischeduler.db.failure.UniqueViolation;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;

/**
 * Content as objects {@code <prefix>ab/<sha256>} of a bucket, which all nodes reach. Table {@code
 * artifact_object} has when each was last stored: a bucket of millions is slow to list, and a row
 * can be locked while its object is deleted. Content passes through memory in parts of 8 MiB;
 * larger content waits in a temporary file until its digest is known.
 */
public final class S3ContentStore implements ArtifactContentStore {

  private final S3Objects objects;
  private final Settings.S3 settings;
  private final Jdbi jdbi;
  private final Clock clock;

  /**
   * A store in a bucket.
   *
   * @throws ArtifactContentException when the bucket is not there or may not be used
   */
  public S3ContentStore(Settings.S3 settings, Database database, Clock clock) {
    this.objects = new S3Objects(settings);
    this.settings = settings;
    this.jdbi = database.jdbi();
    this.clock = clock;
    check(settings, objects);
  }

  /**
   * Asks whether a bucket is there and may be used.
   *
   * @throws ArtifactContentException when not; the message tells the remedy
   */
  public static void check(Settings.S3 settings) {
    check(settings, new S3Objects(settings));
  }

  private static void check(Settings.S3 settings, S3Objects objects) {
    try {
      objects.check();
    } catch (SdkException e) {
      throw failure(settings, "use the bucket", e);
    }
  }

  @Override
  public StoredContent put(InputStream content) {
    try {
      MessageDigest digest = Sha256.digest();
      byte[] start = content.readNBytes(S3Objects.PART_BYTES);
      if (start.length < S3Objects.PART_BYTES) {
        digest.update(start);
        StoredContent stored = new StoredContent(Sha256.hex(digest), start.length);
        touch(stored.sha256());
        objects.put(key(stored.sha256()), start);
        return stored;
      }
      return putLarge(start, content, digest);
    } catch (IOException | SdkException | JdbiException e) {
      throw failure(settings, "store artifact content", e);
    }
  }

  private StoredContent putLarge(byte[] start, InputStream rest, MessageDigest digest)
      throws IOException {
    Path draft = Files.createTempFile("artifact", "");
    try {
      try (OutputStream out = new DigestOutputStream(Files.newOutputStream(draft), digest)) {
        out.write(start);
        rest.transferTo(out);
      }
      StoredContent stored = new StoredContent(Sha256.hex(digest), Files.size(draft));
      touch(stored.sha256());
      objects.put(key(stored.sha256()), draft);
      return stored;
    } finally {
      Files.deleteIfExists(draft);
    }
  }

  /**
   * Notes that content is stored now. Waits while it is being deleted as old, so that the object
   * that is sent afterwards stays.
   */
  private void touch(String sha256) {
    boolean noted = false;
    while (!noted) {
      noted =
          jdbi.withHandle(
                      h ->
                          h.execute(
                              "UPDATE artifact_object SET stored_at = ? WHERE sha256 = ?",
                              clock.instant(),
                              sha256))
                  > 0
              || insert(sha256);
    }
  }

  private boolean insert(String sha256) {
    try {
      jdbi.useHandle(
          h ->
              h.execute(
                  "INSERT INTO artifact_object (sha256, stored_at) VALUES (?, ?)",
                  sha256,
                  clock.instant()));
      return true;
    } catch (UnableToExecuteStatementException e) {
      if (UniqueViolation.causes(e)) {
        // another node stored it at the same time
        return false;
      }
      throw e;
    }
  }

  @Override
  public InputStream open(String sha256) {
    Sha256.check(sha256);
    try {
      return new VerifyingInputStream(objects.open(key(sha256)), sha256, place(settings));
    } catch (NoSuchKeyException e) {
      throw ArtifactContentException.missing(sha256, place(settings));
    } catch (SdkException e) {
      throw failure(settings, "read artifact content " + sha256, e);
    }
  }

  @Override
  public boolean delete(String sha256) {
    // no clock of a node is so far ahead
    return deleteStoredBefore(sha256, Instant.parse("9999-01-01T00:00:00Z"));
  }

  @Override
  public OptionalLong freeBytes() {
    return OptionalLong.empty();
  }

  @Override
  public Optional<URI> link(String sha256, String mediaType, String disposition, Duration valid) {
    if (!settings.redirect()) {
      return Optional.empty();
    }
    Sha256.check(sha256);
    try {
      return Optional.of(objects.link(key(sha256), mediaType, disposition, valid));
    } catch (SdkException e) {
      throw failure(settings, "sign a link to artifact content " + sha256, e);
    }
  }

  @Override
  public List<String> storedBefore(Instant limit) {
    return jdbi.withHandle(
        h ->
            h.createQuery("SELECT sha256 FROM artifact_object WHERE stored_at < :limit")
                .bind("limit", limit)
                .mapTo(String.class)
                .list());
  }

  @Override
  public boolean deleteStoredBefore(String sha256, Instant limit) {
    Sha256.check(sha256);
    try {
      return jdbi.inTransaction(h -> deleteLocked(h, sha256, limit));
    } catch (SdkException | JdbiException e) {
      throw failure(settings, "delete artifact content " + sha256, e);
    }
  }

  private boolean deleteLocked(Handle handle, String sha256, Instant limit) {
    boolean old =
        handle
            .createQuery(
                """
                SELECT sha256 FROM artifact_object
                 WHERE sha256 = :sha256 AND stored_at < :limit FOR UPDATE""")
            .bind("sha256", sha256)
            .bind("limit", limit)
            .mapTo(String.class)
            .findOne()
            .isPresent();
    if (old) {
      objects.delete(key(sha256));
      handle.execute("DELETE FROM artifact_object WHERE sha256 = ?", sha256);
    }
    return old;
  }

  private String key(String sha256) {
    return settings.prefix() + sha256.substring(0, 2) + "/" + sha256;
  }

  private static String place(Settings.S3 settings) {
    String server = settings.endpoint().isEmpty() ? "S3" : settings.endpoint();
    return "bucket " + settings.bucket() + " of " + server;
  }

  private static ArtifactContentException failure(
      Settings.S3 settings, String what, Exception cause) {
    return new ArtifactContentException(
        "Cannot "
            + what
            + " in "
            + place(settings)
            + " ("
            + cause.getMessage()
            + "); check that the store is up and has space, and artifacts.s3.*",
        cause);
  }
}

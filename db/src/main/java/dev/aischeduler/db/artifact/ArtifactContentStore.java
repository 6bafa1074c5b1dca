package dev.aischeduler.db.artifact;

import dev.aischeduler.config.Settings;
import dev.aischeduler.db.Database;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Bytes by their digest. Storing the same bytes again, from any number of threads, stores them
 * once. Thread-safe.
 */
public sealed interface ArtifactContentStore
    permits FileContentStore, DatabaseContentStore, S3ContentStore {

  /**
   * The store that {@code artifacts.store} names.
   *
   * @param baseFolder folder against which {@code artifacts.path} is resolved
   * @throws ArtifactContentException for an unknown name, an unusable folder or bucket
   */
  static ArtifactContentStore of(
      Settings.Artifacts settings, Path baseFolder, Database database, Clock clock) {
    return switch (settings.store()) {
      case "file" -> new FileContentStore(baseFolder.resolve(settings.path()), clock);
      case "database" -> new DatabaseContentStore(database, clock);
      case "s3" -> new S3ContentStore(settings.s3(), database, clock);
      default ->
          throw new ArtifactContentException(
              "artifacts.store is \""
                  + settings.store()
                  + "\"; use \"file\" (one node), \"database\" or \"s3\" (several nodes)",
              null);
    };
  }

  /**
   * Stores bytes durably. They may be collected as garbage only when they have been unreferenced
   * since before the limit given to {@link ArtifactStore#collectGarbage}.
   *
   * @throws ArtifactContentException if the store is full or broken, or the stream fails; nothing
   *     is left behind then
   */
  StoredContent put(InputStream content);

  /** Stores bytes durably, as {@link #put(InputStream)} does. */
  default StoredContent put(byte[] content) {
    return put(new ByteArrayInputStream(content));
  }

  /**
   * Opens stored bytes. Reading to the end throws {@link ArtifactContentException} if they are
   * damaged. The caller closes the stream.
   *
   * @throws ArtifactContentException if there are none
   * @throws IllegalArgumentException unless {@code sha256} has 64 characters 0-9a-f
   */
  InputStream open(String sha256);

  /**
   * Deletes stored bytes, referenced or not.
   *
   * @return false if there were none
   * @throws IllegalArgumentException unless {@code sha256} has 64 characters 0-9a-f
   */
  boolean delete(String sha256);

  /** Bytes that can still be stored; empty when only the database knows. Never throws. */
  OptionalLong freeBytes();

  /**
   * An address at which whoever has it can read stored bytes for a while, past this product; it is
   * not checked whether there are any.
   *
   * @param mediaType of the answer
   * @param disposition {@code Content-Disposition} of the answer
   * @return empty where only {@link #open} reads them
   */
  default Optional<URI> link(String sha256, String mediaType, String disposition, Duration valid) {
    return Optional.empty();
  }

  /** Addresses of all content that was last stored before an instant. */
  List<String> storedBefore(Instant limit);

  /**
   * Deletes content that was last stored before an instant; content stored again since then stays.
   *
   * @return true if it was deleted
   */
  boolean deleteStoredBefore(String sha256, Instant limit);
}

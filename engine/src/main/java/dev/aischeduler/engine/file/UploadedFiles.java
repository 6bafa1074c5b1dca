package dev.aischeduler.engine.file;

import dev.aischeduler.db.artifact.Artifact;
import dev.aischeduler.db.artifact.ArtifactStore;
import dev.aischeduler.db.artifact.StoredContent;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

/**
 * The bytes of uploaded files, in parts of 4 MiB in the database, so that any node reads them and
 * none holds more than a part. Like results they are deleted after {@code
 * artifacts.retention_days}. Thread-safe.
 */
public final class UploadedFiles {
  private static final int PART_BYTES = 4 << 20;

  private final ArtifactStore store;
  private final Clock clock;

  /**
   * Files of a database.
   *
   * @param store with content in the database
   */
  public UploadedFiles(ArtifactStore store, Clock clock) {
    this.store = store;
    this.clock = clock;
  }

  /**
   * Stores a file while it comes; it is durable when this returns.
   *
   * @param in read to its end, not closed
   * @return its length in bytes
   * @throws IOException when the stream fails; nothing refers to the file then
   */
  public long store(UUID id, InputStream in) throws IOException {
    List<Artifact> parts = new ArrayList<>();
    long bytes = 0;
    byte[] part = in.readNBytes(PART_BYTES);
    while (part.length > 0) {
      StoredContent content = store.content().put(part);
      parts.add(
          new Artifact(
              id,
              String.format(Locale.ROOT, "file.%05d", parts.size() + 1),
              "application/octet-stream",
              content.size(),
              content.sha256(),
              clock.instant()));
      bytes += part.length;
      part = in.readNBytes(PART_BYTES);
    }
    if (!parts.isEmpty()) {
      store.insert(parts);
    }
    return bytes;
  }

  /** The bytes of a file; none when it is gone. The caller closes the stream. */
  public InputStream open(UUID id) {
    return new Parts(
        store.list(id).stream().sorted(Comparator.comparing(Artifact::name)).iterator());
  }

  /** One part after the other; holds one open. */
  private final class Parts extends InputStream {
    private final Iterator<Artifact> further;
    private InputStream part = InputStream.nullInputStream();

    Parts(Iterator<Artifact> all) {
      this.further = all;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      int count = part.read(target, offset, length);
      while (count < 0 && further.hasNext()) {
        part.close();
        part = store.open(further.next());
        count = part.read(target, offset, length);
      }
      return count;
    }

    @Override
    public void close() throws IOException {
      part.close();
    }
  }

  /** Forgets a file. */
  public void delete(UUID id) {
    store.deleteAll(id);
  }
}

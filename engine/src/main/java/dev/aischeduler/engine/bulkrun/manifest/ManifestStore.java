package dev.aischeduler.engine.bulkrun.manifest;

import dev.aischeduler.db.artifact.Artifact;
import dev.aischeduler.db.artifact.ArtifactStore;
import dev.aischeduler.db.artifact.StoredContent;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Keeps manifests as artifacts of their runs, unpacked and in parts of some 4 MiB, so that any node
 * goes on reading at any row and none holds more than a part. Thread-safe.
 *
 * <p>Invariant: the content is in the database, since the next turn of a run may be made by a node
 * that shares nothing else with the one that took the manifest.
 */
public final class ManifestStore {
  private static final int PART_BYTES = 4 << 20;

  private final ArtifactStore artifacts;
  private final Clock clock;
  private final ManifestLimits limits;

  public ManifestStore(ArtifactStore artifacts, Clock clock, ManifestLimits limits) {
    this.artifacts = artifacts;
    this.clock = clock;
    this.limits = limits;
  }

  /**
   * Stores a manifest while it comes.
   *
   * @param in CSV or JSONL, perhaps packed by gzip; read to its end, not closed
   * @param columns names that columns of CSV may have
   * @throws ManifestException when it cannot be read as a whole; nothing refers to it then
   * @throws IOException when the stream fails
   */
  public ManifestInfo store(UUID run, InputStream in, Set<String> columns) throws IOException {
    ManifestInput input = ManifestInput.open(in, limits.maxBytes());
    CsvLayout layout = input.layout(columns);
    RowSplitter rows = new RowSplitter(input, layout, input.line());
    Parts parts = new Parts(run, input.line());
    int count = 0;
    RawRow row = rows.next();
    while (row != null) {
      count++;
      if (count > limits.maxRows()) {
        throw new ManifestException(
            row.line(),
            "is one row more than the "
                + limits.maxRows()
                + " allowed; split the manifest, or raise bulk.max_rows");
      }
      parts.add(row);
      row = rows.next();
    }
    if (count == 0) {
      throw new ManifestException(
          0, "the manifest has no rows" + (layout == null ? "" : " below its header"));
    }
    List<Artifact> stored = parts.end();
    artifacts.insert(stored);
    return new ManifestInfo(
        layout == null ? ManifestFormat.JSONL : ManifestFormat.CSV,
        layout,
        stored.size(),
        count,
        stored.stream().mapToLong(Artifact::size).sum(),
        input.line());
  }

  /** Rows of a stored manifest from a position on; close it. */
  public ManifestReader open(UUID run, ManifestInfo manifest, ManifestPosition from) {
    return new ManifestReader(this, run, manifest, from);
  }

  /** One part; null when it is gone. */
  @Nullable InputStream part(UUID run, int part) {
    return artifacts.find(run, name(part)).map(artifacts::open).orElse(null);
  }

  /** Name of the artifact that holds a part. */
  static String name(int part) {
    return String.format(Locale.ROOT, "manifest.%05d", part + 1);
  }

  /** Collects rows, each on the line where it stood, and stores them part by part. */
  private final class Parts {
    private final UUID run;
    private final List<Artifact> stored = new ArrayList<>();
    private final ByteArrayOutputStream part = new ByteArrayOutputStream();
    private long line;

    Parts(UUID run, long line) {
      this.run = run;
      this.line = line;
    }

    void add(RawRow row) {
      for (; line < row.line(); line++) {
        part.write('\n');
      }
      // what a row that is too long holds is never read
      byte[] bytes = row.bytes();
      if (row.tooLong()) {
        Arrays.fill(bytes, (byte) '.');
      }
      part.writeBytes(bytes);
      part.write('\n');
      for (byte one : bytes) {
        line += one == '\n' ? 1 : 0;
      }
      line++;
      if (part.size() >= PART_BYTES) {
        put();
      }
    }

    List<Artifact> end() {
      if (part.size() > 0) {
        put();
      }
      return stored;
    }

    private void put() {
      StoredContent content = artifacts.content().put(part.toByteArray());
      stored.add(
          new Artifact(
              run,
              name(stored.size()),
              "application/octet-stream",
              content.size(),
              content.sha256(),
              clock.instant()));
      part.reset();
    }
  }
}

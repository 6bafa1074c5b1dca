package dev.aischeduler.engine.bulkrun.manifest;

import java.io.IOException;
import java.io.InputStream;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads a stored manifest row by row, and knows where it is. For one thread; close it. */
public final class ManifestReader implements AutoCloseable {
  private final ManifestStore store;
  private final UUID run;
  private final ManifestInfo manifest;
  private int part;
  private long partOffset;
  private long line;
  private int row;
  private @Nullable InputStream in;
  private @Nullable RowSplitter rows;

  ManifestReader(ManifestStore store, UUID run, ManifestInfo manifest, ManifestPosition from) {
    this.store = store;
    this.run = run;
    this.manifest = manifest;
    this.part = from.part();
    this.partOffset = from.offset();
    this.line = from.line();
    this.row = from.row();
  }

  /**
   * A row.
   *
   * @param number 1.., in the order of the manifest
   * @param line where it begins
   * @param text null when it is no text that can be read
   * @param problem why; null with a text
   * @param after where the next row is
   */
  public record Row(
      int number,
      long line,
      @Nullable String text,
      @Nullable String problem,
      ManifestPosition after) {}

  /**
   * The next row, or null at the end.
   *
   * @throws ManifestException when a part is gone
   * @throws IOException when the stored bytes cannot be read
   */
  public @Nullable Row next() throws IOException {
    while (part < manifest.parts()) {
      RowSplitter current = rows();
      RawRow raw = current.next();
      if (raw != null) {
        line = current.line();
        row++;
        return understood(raw);
      }
      line = current.line();
      close();
      part++;
      partOffset = 0;
    }
    return null;
  }

  private Row understood(RawRow raw) {
    if (raw.tooLong()) {
      return row(raw, null, "is longer than " + RowSplitter.MAX_ROW_BYTES + " bytes; shorten it");
    }
    String text = RowText.decoded(raw.bytes());
    if (text == null) {
      return row(raw, null, "is not UTF-8; save the manifest as UTF-8");
    }
    return row(raw, text, null);
  }

  private Row row(RawRow raw, @Nullable String text, @Nullable String problem) {
    return new Row(row, raw.line(), text, problem, position());
  }

  /** Where the next row is. */
  private ManifestPosition position() {
    long offset = rows == null ? partOffset : partOffset + rows.position();
    return new ManifestPosition(part, offset, line, row);
  }

  private RowSplitter rows() throws IOException {
    RowSplitter current = rows;
    if (current == null) {
      InputStream opened = store.part(run, part);
      if (opened == null) {
        throw new ManifestException(
            0,
            "part "
                + (part + 1)
                + " of the manifest is gone: results are kept for"
                + " artifacts.retention_days; submit the manifest again");
      }
      in = opened;
      opened.skipNBytes(partOffset);
      current = new RowSplitter(opened, manifest.layout(), line);
      rows = current;
    }
    return current;
  }

  @Override
  public void close() {
    InputStream open = in;
    in = null;
    rows = null;
    if (open != null) {
      try {
        open.close();
      } catch (IOException e) {
        throw new IllegalStateException("a part of a manifest could not be closed", e);
      }
    }
  }
}

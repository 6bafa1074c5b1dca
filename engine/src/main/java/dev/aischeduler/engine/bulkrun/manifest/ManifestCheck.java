package dev.aischeduler.engine.bulkrun.manifest;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Set;

/** Checks whether a manifest could be stored, without storing it. */
public final class ManifestCheck {
  private ManifestCheck() {}

  /**
   * Reads a manifest as a whole; its rows are checked when it runs.
   *
   * @param manifest its bytes
   * @param columns names that columns of CSV may have
   * @return its rows, at least 1
   * @throws ManifestException when it cannot be read as a whole
   */
  public static int rows(byte[] manifest, Set<String> columns) {
    try {
      ManifestInput input = ManifestInput.open(new ByteArrayInputStream(manifest), manifest.length);
      CsvLayout layout = input.layout(columns);
      RowSplitter rows = new RowSplitter(input, layout, input.line());
      int count = 0;
      while (rows.next() != null) {
        count++;
      }
      if (count == 0) {
        throw new ManifestException(0, "the manifest has no rows");
      }
      return count;
    } catch (IOException e) {
      throw new UncheckedIOException("bytes in memory cannot be read", e);
    }
  }
}

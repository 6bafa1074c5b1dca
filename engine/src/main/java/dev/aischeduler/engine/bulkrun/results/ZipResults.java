package dev.aischeduler.engine.bulkrun.results;

import dev.aischeduler.db.artifact.Artifact;
import dev.aischeduler.db.artifact.ArtifactContentException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * The artifacts of a run in one zip (Zip64 where it is needed), then the lists of results and
 * rejected rows. Holds a block of the file that it packs. For one thread; closing it closes that
 * file.
 */
final class ZipResults implements PageStream.Pages {
  private static final int BLOCK = 64 << 10;
  private static final int MAX_MISSING = 1000;

  private final ByteArrayOutputStream sink = new ByteArrayOutputStream();
  private final ZipOutputStream zip = new ZipOutputStream(sink, StandardCharsets.UTF_8);
  private final byte[] block = new byte[BLOCK];
  private final Supplier<List<ResultRow>> rows;
  private final Function<Artifact, InputStream> contents;
  private final ArtifactNames names;
  private final Deque<File> files = new ArrayDeque<>();
  private final Deque<Map.Entry<String, Supplier<InputStream>>> lists;
  private final List<String> missing = new ArrayList<>();
  private @Nullable InputStream current;
  private boolean over;

  /** An artifact under its name in the zip. */
  private record File(String name, Artifact artifact) {}

  /**
   * A zip.
   *
   * @param rows page by page; an empty one at the end
   * @param contents opens what an artifact holds
   * @param lists files at its end, by name
   */
  ZipResults(
      Supplier<List<ResultRow>> rows,
      Function<Artifact, InputStream> contents,
      ArtifactNames names,
      List<Map.Entry<String, Supplier<InputStream>>> lists) {
    this.rows = rows;
    this.contents = contents;
    this.names = names;
    this.lists = new ArrayDeque<>(lists);
    // sounds and pictures hardly get smaller
    zip.setLevel(Deflater.BEST_SPEED);
  }

  @Override
  public byte @Nullable [] next() throws IOException {
    while (sink.size() < BLOCK && !over) {
      step();
    }
    if (sink.size() == 0) {
      return null;
    }
    byte[] made = sink.toByteArray();
    sink.reset();
    return made;
  }

  private void step() throws IOException {
    InputStream open = current;
    if (open != null) {
      int read = open.read(block);
      if (read >= 0) {
        zip.write(block, 0, read);
      } else {
        close();
        zip.closeEntry();
      }
      return;
    }
    if (files.isEmpty()) {
      List<ResultRow> page = rows.get();
      if (page.isEmpty()) {
        finish();
        return;
      }
      page.forEach(this::add);
      return;
    }
    begin(files.remove());
  }

  private void add(ResultRow row) {
    List<String> of = names.of(row);
    for (int i = 0; i < of.size(); i++) {
      files.add(new File(of.get(i), row.artifacts().get(i)));
    }
  }

  private void begin(File file) throws IOException {
    try {
      current = contents.apply(file.artifact());
    } catch (ArtifactContentException e) {
      // what another node keeps, or was lost, must not keep the rest from the user
      if (missing.size() < MAX_MISSING) {
        missing.add(file.name() + ": " + e.getMessage());
      }
      return;
    }
    entry(file.name(), LocalDateTime.ofInstant(file.artifact().createdAt(), ZoneOffset.UTC));
  }

  private void finish() throws IOException {
    Map.Entry<String, Supplier<InputStream>> list = lists.poll();
    if (list != null) {
      current = list.getValue().get();
      entry(list.getKey(), null);
    } else if (!missing.isEmpty()) {
      entry("MISSING.txt", null);
      zip.write((String.join("\n", missing) + "\n").getBytes(StandardCharsets.UTF_8));
      zip.closeEntry();
      missing.clear();
    } else {
      zip.finish();
      over = true;
    }
  }

  private void entry(String name, @Nullable LocalDateTime at) throws IOException {
    ZipEntry entry = new ZipEntry(name);
    if (at != null) {
      entry.setTimeLocal(at);
    }
    zip.putNextEntry(entry);
  }

  /** Closes the file that is being packed. */
  @Override
  public void close() throws IOException {
    InputStream open = current;
    current = null;
    if (open != null) {
      open.close();
    }
  }
}

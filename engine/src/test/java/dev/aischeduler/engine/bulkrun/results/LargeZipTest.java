package dev.aischeduler.engine.bulkrun.results;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aischeduler.db.artifact.Artifact;
import dev.aischeduler.db.run.ItemState;
import dev.aischeduler.db.run.RunItem;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.UUID;
import java.util.function.Function;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** Zips beyond what the format could hold at first. */
final class LargeZipTest {
  private static final UUID RUN = UUID.randomUUID();
  private static final Instant AT = Instant.parse("2026-01-02T03:04:06Z");
  private static final long GIB = 1L << 30;

  @TempDir Path folder;

  /** Some bytes of a repeated block. */
  private static final class Repeated extends InputStream {
    private final byte[] block;
    private final long size;
    private long read;

    Repeated(byte[] block, long size) {
      this.block = block;
      this.size = size;
    }

    @Override
    public int read() {
      return read == size ? -1 : block[(int) (read++ % block.length)] & 0xFF;
    }

    @Override
    public int read(byte[] target, int offset, int length) {
      if (read == size) {
        return -1;
      }
      int from = (int) (read % block.length);
      int count = (int) Math.min(Math.min(length, block.length - from), size - read);
      System.arraycopy(block, from, target, offset, count);
      read += count;
      return count;
    }
  }

  private static ResultRow row(int item, String name, long size) {
    Artifact artifact = new Artifact(UUID.randomUUID(), name, "image/png", size, "x", AT);
    RunItem of = new RunItem(RUN, item, null, item + 1, ItemState.SUCCEEDED, null, null);
    return new ResultRow(of, null, List.of(artifact));
  }

  private Path zip(List<List<ResultRow>> pages, Function<Artifact, InputStream> contents)
      throws IOException {
    Deque<List<ResultRow>> left = new ArrayDeque<>(pages);
    ZipResults zip =
        new ZipResults(
            () -> Objects.requireNonNullElse(left.poll(), List.of()),
            contents,
            new ArtifactNames("{line}", 99_998),
            List.of());
    Path file = folder.resolve("results.zip");
    try (OutputStream out = Files.newOutputStream(file);
        PageStream in = new PageStream(zip)) {
      in.transferTo(out);
    }
    return file;
  }

  private static long bytes(ZipFile zip, String name) throws IOException {
    try (InputStream in = zip.getInputStream(zip.getEntry(name))) {
      return in.transferTo(OutputStream.nullOutputStream());
    }
  }

  @Test
  void more_files_than_two_bytes_can_count_are_packed() throws IOException {
    List<List<ResultRow>> pages = new ArrayList<>();
    for (int page = 0; page < 70; page++) {
      List<ResultRow> rows = new ArrayList<>();
      for (int i = 1; i <= 1000; i++) {
        rows.add(row(page * 1000 + i, "a.png", 3));
      }
      pages.add(rows);
    }
    Path file = zip(pages, artifact -> new Repeated(new byte[] {1, 2, 3}, artifact.size()));
    try (ZipFile zip = new ZipFile(file.toFile())) {
      assertThat(zip.size()).isEqualTo(70_000);
      assertThat(bytes(zip, "70001.png")).isEqualTo(3);
    }
  }

  /** It writes gibibytes and takes minutes. */
  @Test
  @Tag("drill")
  @EnabledIfSystemProperty(named = "drills", matches = "full")
  void a_file_and_a_zip_of_more_than_four_gibibytes_are_packed() throws IOException {
    byte[] noise = new byte[1 << 20];
    new Random(1).nextBytes(noise);
    long large = 4 * GIB + 10;
    List<ResultRow> rows =
        List.of(
            row(1, "zeros.png", large), row(2, "noise.png", 4 * GIB + 20), row(3, "small.png", 3));
    Path file =
        zip(
            List.of(rows),
            artifact ->
                new Repeated(
                    artifact.name().startsWith("zeros") ? new byte[1 << 16] : noise,
                    artifact.size()));
    assertThat(Files.size(file)).isGreaterThan(4 * GIB);
    try (ZipFile zip = new ZipFile(file.toFile())) {
      assertThat(zip.getEntry("00002.png").getSize()).isEqualTo(large);
      assertThat(bytes(zip, "00002.png")).isEqualTo(large);
      assertThat(bytes(zip, "00003.png")).isEqualTo(4 * GIB + 20);
      // begins beyond what four bytes can address
      assertThat(bytes(zip, "00004.png")).isEqualTo(3);
    }
  }
}

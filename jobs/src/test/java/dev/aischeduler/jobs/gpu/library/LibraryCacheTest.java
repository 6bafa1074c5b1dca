package dev.aischeduler.jobs.gpu.library;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LibraryCacheTest {
  private static final List<String> NAMES = List.of("liba.so.1", "libb.so.2");

  /** Libraries whose bytes are their names; counts how often one was unpacked. */
  static final class FakeSource implements LibrarySource {
    private int copies;
    private int failAt = Integer.MAX_VALUE;

    @Override
    public String version() {
      return "cuda-1.2";
    }

    @Override
    public long size(String library) {
      return library.length();
    }

    @Override
    public void copy(String library, Sink sink) throws IOException {
      if (++copies >= failAt) {
        throw new IOException("the download was cut");
      }
      sink.accept(new ByteArrayInputStream(library.getBytes(StandardCharsets.UTF_8)));
    }
  }

  @TempDir Path root;
  private final FakeSource source = new FakeSource();

  private LibraryCache cache() {
    return new LibraryCache(root, folder -> 1L << 40);
  }

  private List<String> entries() throws IOException {
    try (Stream<Path> files = Files.list(root)) {
      return files.map(f -> String.valueOf(f.getFileName())).sorted().toList();
    }
  }

  @Test
  void libraries_are_unpacked_once_under_their_version() throws IOException {
    Path folder = cache().unpack(source, NAMES);
    assertThat(folder).isEqualTo(root.resolve("cuda-1.2"));
    assertThat(folder.resolve("libb.so.2")).hasContent("libb.so.2");
    assertThat(cache().unpack(source, NAMES)).isEqualTo(folder);
    assertThat(source.copies).isEqualTo(2);
    assertThat(entries()).containsExactly("cuda-1.2", "cuda-1.2.lock");
  }

  @Test
  void a_cut_attempt_leaves_no_folder_of_the_final_name_and_the_next_is_whole() throws IOException {
    source.failAt = 2;
    assertThatThrownBy(() -> cache().unpack(source, NAMES)).hasMessage("the download was cut");
    assertThat(root.resolve("cuda-1.2")).doesNotExist();
    source.failAt = Integer.MAX_VALUE;
    Path folder = cache().unpack(source, NAMES);
    assertThat(folder.resolve("liba.so.1")).hasContent("liba.so.1");
    assertThat(entries()).containsExactly("cuda-1.2", "cuda-1.2.lock");
  }

  @Test
  void a_damaged_cache_is_repaired() throws IOException {
    Path folder = cache().unpack(source, NAMES);
    Files.writeString(folder.resolve("liba.so.1"), "half");
    cache().unpack(source, NAMES);
    assertThat(folder.resolve("liba.so.1")).hasContent("liba.so.1");
    Files.delete(folder.resolve("libb.so.2"));
    cache().unpack(source, NAMES);
    assertThat(folder.resolve("libb.so.2")).exists();
  }

  @Test
  void too_little_space_is_reported_before_anything_is_written() throws IOException {
    LibraryCache full = new LibraryCache(root, folder -> 1L << 20);
    assertThatThrownBy(() -> full.unpack(source, NAMES))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("needs 257 MiB")
        .hasMessageContaining("1 MiB are free")
        .hasMessageContaining("resources.library_cache");
    assertThat(source.copies).isZero();
    assertThat(entries()).containsExactly("cuda-1.2.lock");
  }

  @Test
  void processes_that_start_at_once_unpack_once_and_both_find_all() throws Exception {
    List<Process> processes = List.of(start(), start(), start());
    int copies = 0;
    for (Process process : processes) {
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).isLessThan(100);
      copies += process.exitValue();
    }
    assertThat(copies).isEqualTo(NAMES.size());
    assertThat(root.resolve("cuda-1.2").resolve("libb.so.2")).hasContent("libb.so.2");
  }

  private Process start() throws IOException {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    return new ProcessBuilder(
            java,
            "-cp",
            System.getProperty("java.class.path"),
            OtherProcess.class.getName(),
            root.toString())
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  /** Unpacks, and exits with the number of libraries that it wrote itself; 100 on failure. */
  static final class OtherProcess {
    private OtherProcess() {}

    public static void main(String[] args) {
      FakeSource source = new FakeSource();
      try {
        new LibraryCache(Path.of(args[0])).unpack(source, NAMES);
        System.exit(source.copies);
      } catch (IOException e) {
        System.exit(100);
      }
    }
  }
}

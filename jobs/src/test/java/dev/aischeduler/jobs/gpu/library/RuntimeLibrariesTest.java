package dev.aischeduler.jobs.gpu.library;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** On the real jar of ONNX Runtime. */
@EnabledOnOs(value = OS.LINUX, architectures = "amd64")
final class RuntimeLibrariesTest {
  private static final String PATH = "onnxruntime.native.path";

  @TempDir Path cache;

  @BeforeEach
  @AfterEach
  void forget_the_path() {
    System.clearProperty(PATH);
  }

  private RuntimeLibraries libraries(long free) {
    return new RuntimeLibraries(
        RuntimeLibrariesTest.class.getClassLoader(), new LibraryCache(cache, where -> free));
  }

  @Test
  void onnx_runtime_is_unpacked_once_for_all_processes() {
    libraries(1L << 40).prepare();
    Path folder = Path.of(System.getProperty(PATH));
    assertThat(folder).hasParent(cache);
    Path library = folder.resolve("libonnxruntime.so");
    assertThat(library).isNotEmptyFile();
    assertThat(folder.resolve("libonnxruntime4j_jni.so")).isNotEmptyFile();
    long written = library.toFile().lastModified();
    System.clearProperty(PATH);
    libraries(0).prepare();
    assertThat(System.getProperty(PATH)).isEqualTo(folder.toString());
    assertThat(library.toFile().lastModified()).isEqualTo(written);
  }

  @Test
  void a_folder_that_was_named_already_is_kept() {
    System.setProperty(PATH, "/opt/onnxruntime");
    libraries(1L << 40).prepare();
    assertThat(System.getProperty(PATH)).isEqualTo("/opt/onnxruntime");
    assertThat(cache).isEmptyDirectory();
  }

  @Test
  void where_nothing_can_be_unpacked_onnx_runtime_unpacks_itself() {
    libraries(0).prepare();
    assertThat(System.getProperty(PATH)).isNull();
  }
}

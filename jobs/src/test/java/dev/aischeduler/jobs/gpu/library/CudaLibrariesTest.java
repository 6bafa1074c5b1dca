package dev.aischeduler.jobs.gpu.library;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.jna.NativeLibrary;
import dev.aischeduler.jobs.gpu.NativeCompiler;
import java.io.IOException;
import java.io.OutputStream;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CudaLibrariesTest {
  private static final String RUNTIME_PATH = "onnxruntime.native.path";
  private static final SystemLibraries NOTHING = new SystemLibraries(List.of(), Map.of());

  @TempDir Path folder;
  private final List<Path> loaded = new ArrayList<>();

  @AfterEach
  void forget_the_path() {
    System.clearProperty(RUNTIME_PATH);
  }

  /** A jar of small files in the place of libraries. */
  private URL jar(String name, String inside, List<String> libraries) throws IOException {
    Path jar = folder.resolve(name);
    try (OutputStream out = Files.newOutputStream(jar);
        ZipOutputStream zip = new ZipOutputStream(out)) {
      for (String library : libraries) {
        zip.putNextEntry(new ZipEntry(inside + library));
        zip.write(library.getBytes(StandardCharsets.UTF_8));
      }
    }
    return url(jar);
  }

  private static URL url(Path file) throws MalformedURLException {
    return file.toUri().toURL();
  }

  private URL runtimeJar() throws IOException {
    return jar("onnxruntime_gpu-9.9.jar", CudaNames.RUNTIME_FOLDER, CudaNames.RUNTIME);
  }

  private URL cudaJar() throws IOException {
    List<String> more = new ArrayList<>(CudaNames.LOAD_ORDER);
    more.add("libnpps.so.12");
    return jar("cuda-12.6-redist.jar", CudaNames.CUDA_FOLDER, more);
  }

  private CudaLibraries libraries(SystemLibraries system, URL... jars) {
    return new CudaLibraries(
        new URLClassLoader(jars, null),
        system,
        new LibraryCache(folder.resolve("cache"), where -> 1L << 40),
        loaded::add);
  }

  private SystemLibraries system(List<String> names) throws IOException {
    Path own = Files.createDirectories(folder.resolve("system"));
    for (String name : names) {
      Files.createFile(own.resolve(name));
    }
    return new SystemLibraries(List.of(own), Map.of());
  }

  @Test
  void the_sixteen_libraries_of_the_jar_are_unpacked_and_loaded_in_order() throws IOException {
    CudaLibraries libraries = libraries(NOTHING, runtimeJar(), cudaJar());
    assertThat(libraries.built()).isTrue();
    assertThat(libraries.origin()).contains("those of cuda-12.6-redist.jar");
    Path unpacked = folder.resolve("cache").resolve("cuda-12.6-redist");
    assertThat(libraries.load()).isEqualTo(unpacked.toString());
    assertThat(loaded)
        .hasSize(16)
        .containsExactlyElementsOf(CudaNames.LOAD_ORDER.stream().map(unpacked::resolve).toList());
    assertThat(unpacked.resolve("libnpps.so.12")).as("what nobody needs").doesNotExist();
  }

  @Test
  void onnx_runtime_finds_its_own_libraries_unpacked() throws IOException {
    libraries(NOTHING, runtimeJar(), cudaJar()).load();
    Path runtime = folder.resolve("cache").resolve("onnxruntime_gpu-9.9");
    assertThat(System.getProperty(RUNTIME_PATH)).isEqualTo(runtime.toString());
    assertThat(runtime.resolve("libonnxruntime_providers_cuda.so")).exists();
  }

  @Test
  void a_system_with_cuda_and_cudnn_is_used_as_it_is() throws IOException {
    SystemLibraries system = system(CudaNames.REQUIRED);
    CudaLibraries libraries = libraries(system, runtimeJar(), cudaJar());
    assertThat(libraries.origin()).contains("the system's, in " + folder.resolve("system"));
    assertThat(libraries.load()).isEqualTo(folder.resolve("system").toString());
    assertThat(loaded)
        .allMatch(file -> file.startsWith(folder.resolve("system")))
        .hasSameSizeAs(CudaNames.REQUIRED);
    assertThat(folder.resolve("cache").resolve("cuda-12.6-redist")).doesNotExist();
  }

  @Test
  void a_system_that_lacks_cudnn_is_not_used() throws IOException {
    SystemLibraries system =
        system(CudaNames.REQUIRED.stream().filter(n -> !n.startsWith("libcudnn")).toList());
    libraries(system, runtimeJar(), cudaJar()).load();
    assertThat(loaded).noneMatch(file -> file.startsWith(folder.resolve("system")));
  }

  @Test
  void a_build_without_cuda_says_how_to_get_it() throws IOException {
    CudaLibraries libraries = libraries(NOTHING, cudaJar());
    assertThat(libraries.built()).isFalse();
    assertThatThrownBy(libraries::load)
        .isInstanceOf(IOException.class)
        .hasMessageContaining("make gpu");
    assertThat(loaded).isEmpty();
  }

  @Test
  void a_build_without_the_libraries_on_a_system_without_them_says_so() throws IOException {
    CudaLibraries libraries = libraries(NOTHING, runtimeJar());
    assertThat(libraries.origin()).isEmpty();
    assertThatThrownBy(libraries::load).hasMessageContaining("neither the system nor this build");
  }

  @Test
  void a_jar_that_lacks_a_library_is_named() throws IOException {
    URL half = jar("cuda-half.jar", CudaNames.CUDA_FOLDER, CudaNames.LOAD_ORDER.subList(0, 3));
    assertThatThrownBy(() -> libraries(NOTHING, runtimeJar(), half).load())
        .hasMessageContaining("cuda-half.jar")
        .hasMessageContaining(CudaNames.LOAD_ORDER.get(3));
  }

  @Test
  void a_library_that_does_not_link_is_named_with_the_remedy() throws IOException {
    CudaLibraries libraries =
        new CudaLibraries(
            new URLClassLoader(new URL[] {runtimeJar(), cudaJar()}, null),
            NOTHING,
            new LibraryCache(folder.resolve("cache")),
            file -> {
              throw new UnsatisfiedLinkError("libz.so.1: cannot open shared object file");
            });
    assertThatThrownBy(libraries::load)
        .isInstanceOf(IOException.class)
        .hasMessageContaining("libcudart.so.12")
        .hasMessageContaining("libz.so.1");
  }

  /**
   * The premise of the load order, on real libraries: one that was loaded by its path is found by
   * its name afterwards, though no search path leads to its folder.
   */
  @Test
  void a_library_that_was_loaded_by_path_is_found_by_name() throws Exception {
    Path part =
        NativeCompiler.compile(
            folder.resolve("libaischeduler_part.so.9"),
            "int part(void) { return 9; }",
            "-Wl,-soname,libaischeduler_part.so.9");
    System.load(part.toString());
    assertThat(
            NativeLibrary.getInstance("libaischeduler_part.so.9")
                .getFunction("part")
                .invokeInt(new Object[0]))
        .isEqualTo(9);
  }
}

package dev.aischeduler.jobs.gpu.library;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes CUDA, cuDNN and ONNX Runtime's CUDA provider loadable: libraries that the system has, else
 * those of the jar that the profile {@code gpu} brings, unpacked once. They are loaded ahead of the
 * provider, so that it finds them whatever the search path is. Must be done before ONNX Runtime
 * itself is first used. Not thread-safe.
 */
public final class CudaLibraries {
  private static final Logger LOG = LoggerFactory.getLogger(CudaLibraries.class);

  private final ClassLoader classPath;
  private final SystemLibraries system;
  private final LibraryCache cache;
  private final Loader loader;

  CudaLibraries(ClassLoader classPath, SystemLibraries system, LibraryCache cache, Loader loader) {
    this.classPath = classPath;
    this.system = system;
    this.cache = cache;
    this.loader = loader;
  }

  /**
   * The libraries of this process.
   *
   * @param cache folder in which libraries are unpacked
   */
  public static CudaLibraries ofProcess(Path cache) {
    return new CudaLibraries(
        CudaLibraries.class.getClassLoader(),
        SystemLibraries.here(System.getenv("LD_LIBRARY_PATH")),
        new LibraryCache(cache),
        file -> System.load(file.toString()));
  }

  /** True when this build can use CUDA at all, whatever the machine has. */
  public boolean built() {
    return classPath.getResource(CudaNames.RUNTIME_FOLDER + CudaNames.PROVIDER) != null;
  }

  /**
   * Where the libraries would come from, for people; nothing is unpacked or loaded.
   *
   * @return empty when there are none
   */
  public Optional<String> origin() throws IOException {
    List<Path> found = inSystem();
    if (!found.isEmpty()) {
      return Optional.of("the system's, in " + found.get(0).getParent());
    }
    return bundled().map(jar -> "those of " + jar.jar().getFileName());
  }

  /**
   * Loads everything.
   *
   * @return where the libraries lie, for people
   * @throws IOException when there are none, or they cannot be unpacked or loaded; the message
   *     tells the remedy
   */
  public String load() throws IOException {
    new RuntimeLibraries(classPath, cache).prepareCuda();
    List<Path> files = inSystem();
    if (files.isEmpty()) {
      files = unpacked();
    }
    for (Path file : files) {
      load(file);
    }
    String folder = String.valueOf(files.get(0).getParent());
    LOG.info("CUDA and cuDNN libraries are those in {}", folder);
    return folder;
  }

  private void load(Path file) throws IOException {
    try {
      loader.load(file);
    } catch (UnsatisfiedLinkError e) {
      throw new IOException(
          "the library "
              + file
              + " cannot be loaded: "
              + e.getMessage()
              + "; delete its folder when it is one of the cache, else repair CUDA's installation",
          e);
    }
  }

  /** All that the system has, or nothing when one is missing that must be there. */
  private List<Path> inSystem() {
    List<Path> found = new ArrayList<>();
    for (String library : CudaNames.LOAD_ORDER) {
      Optional<Path> file = system.find(library);
      if (file.isEmpty() && CudaNames.REQUIRED.contains(library)) {
        return List.of();
      }
      file.ifPresent(found::add);
    }
    return found;
  }

  private List<Path> unpacked() throws IOException {
    LibraryJar jar =
        bundled()
            .orElseThrow(
                () ->
                    new IOException(
                        "neither the system nor this build has CUDA 12 and cuDNN 9; run make gpu"));
    Path folder = cache.unpack(jar, CudaNames.LOAD_ORDER);
    return CudaNames.LOAD_ORDER.stream().map(folder::resolve).toList();
  }

  private Optional<LibraryJar> bundled() throws IOException {
    return LibraryJar.find(classPath, CudaNames.CUDA_FOLDER, CudaNames.LOAD_ORDER.get(0));
  }

  /** Loads a native library into this process. */
  @FunctionalInterface
  interface Loader {
    /**
     * Loads a file, for good.
     *
     * @throws UnsatisfiedLinkError when it cannot be linked
     */
    void load(Path file);
  }
}

package dev.aischeduler.jobs.gpu.library;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * ONNX Runtime's own libraries, unpacked once. Left to itself it unpacks them to the temporary
 * folder at each start, 23 MB without CUDA and 344 MB with it, and a process that is killed leaves
 * them there. To be used before ONNX Runtime is. Not thread-safe.
 */
public final class RuntimeLibraries {
  /** Names the folder of ONNX Runtime's libraries to it. */
  private static final String PATH = "onnxruntime.native.path";

  /** What every model needs. */
  private static final List<String> CPU = List.of("libonnxruntime.so", "libonnxruntime4j_jni.so");

  private static final Logger LOG = LoggerFactory.getLogger(RuntimeLibraries.class);

  private final ClassLoader classPath;
  private final LibraryCache cache;

  RuntimeLibraries(ClassLoader classPath, LibraryCache cache) {
    this.classPath = classPath;
    this.cache = cache;
  }

  /**
   * Those of this process.
   *
   * @param cache folder in which libraries are unpacked
   */
  public static RuntimeLibraries ofProcess(Path cache) {
    return new RuntimeLibraries(RuntimeLibraries.class.getClassLoader(), new LibraryCache(cache));
  }

  /**
   * Unpacks what runs models on the CPU and names it to ONNX Runtime, unless that was done. Where
   * it cannot be done, on other systems than Linux on x86-64 too, ONNX Runtime unpacks them itself.
   */
  public void prepare() {
    if (System.getProperty(PATH) != null) {
      return;
    }
    try {
      Optional<LibraryJar> jar =
          LibraryJar.find(classPath, CudaNames.RUNTIME_FOLDER, CPU.get(0)).filter(j -> isOurs());
      if (jar.isPresent()) {
        unpack(jar.get(), CPU);
      }
    } catch (IOException e) {
      LOG.warn("ONNX Runtime's libraries go to the temporary folder: {}", e.getMessage());
    }
  }

  private static boolean isOurs() {
    return System.getProperty("os.name").equals("Linux")
        && System.getProperty("os.arch").equals("amd64");
  }

  /**
   * Unpacks ONNX Runtime with its CUDA provider, and names it to ONNX Runtime.
   *
   * @throws IOException when this build has none, or it cannot be unpacked; the message tells the
   *     remedy
   */
  void prepareCuda() throws IOException {
    LibraryJar jar =
        LibraryJar.find(classPath, CudaNames.RUNTIME_FOLDER, CudaNames.PROVIDER)
            .orElseThrow(
                () ->
                    new IOException(
                        "this build of ONNX Runtime has no CUDA; run make gpu to build one that"
                            + " has"));
    if (System.getProperty(PATH) == null) {
      unpack(jar, CudaNames.RUNTIME);
    }
  }

  private void unpack(LibraryJar jar, List<String> libraries) throws IOException {
    System.setProperty(PATH, cache.unpack(jar, libraries).toString());
  }
}

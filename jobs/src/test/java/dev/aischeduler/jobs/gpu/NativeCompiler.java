package dev.aischeduler.jobs.gpu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes small shared libraries, where the machine has a C compiler; tests are skipped elsewhere.
 */
public final class NativeCompiler {
  private NativeCompiler() {}

  /** Compiles a source to a library. */
  public static Path compile(Path library, String source, String... options)
      throws IOException, InterruptedException {
    assumeTrue(
        Files.isExecutable(Path.of("/usr/bin/gcc"))
            && System.getProperty("os.name").equals("Linux"),
        "there is no C compiler");
    Path file = Files.writeString(Path.of(library + ".c"), source);
    List<String> command =
        new ArrayList<>(
            List.of("/usr/bin/gcc", "-shared", "-fPIC", "-o", library.toString(), file.toString()));
    command.addAll(List.of(options));
    Process gcc = new ProcessBuilder(command).inheritIO().start();
    assertThat(gcc.waitFor()).isZero();
    return library;
  }
}

package dev.aischeduler.engine.bulkrun.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Manifests of a million lines. */
class LargeManifestTest {
  @TempDir Path folder;

  @Test
  void a_million_lines_are_stored_and_validated_in_a_heap_of_256_MiB() throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-Xmx256m",
                "-XX:+ExitOnOutOfMemoryError",
                "-cp",
                System.getProperty(
                    "surefire.test.class.path", System.getProperty("java.class.path")),
                ValidateProcess.class.getName(),
                "1000000",
                folder.resolve("artifacts").toString())
            .redirectErrorStream(true)
            .redirectOutput(new File(folder.toFile(), "output"))
            .start();

    int code = process.waitFor();

    List<String> lines = Files.readAllLines(folder.resolve("output"));
    assertThat(code).describedAs("%s", lines).isZero();
    assertThat(lines).contains("valid 990000, rejected 10000");
  }
}

package dev.aischeduler.web.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher's choice between the builds with and without CUDA; Maven and Java are scripts. */
final class LauncherTest {
  private static final String MAVEN =
      """
      #!/bin/sh
      echo "maven $*" >&2
      mkdir -p web/target
      touch web/target/ai-scheduler.jar
      case "$*" in
        *"-P gpu"*) mkdir -p web/target/lib-gpu; touch web/target/lib-gpu/onnxruntime_gpu.jar ;;
        *) mkdir -p web/target/lib; touch web/target/lib/onnxruntime.jar ;;
      esac
      """;
  private static final String JAVA =
      """
      #!/bin/sh
      echo "java $* order=$CUDA_DEVICE_ORDER"
      """;

  @TempDir Path product;

  @BeforeEach
  void copy_the_launcher() throws IOException {
    Path launcher = Path.of(System.getProperty("ai_scheduler.home", "..")).resolve("ai_scheduler");
    assumeTrue(File.separatorChar == '/', "the launcher is a shell script");
    Files.copy(launcher, product.resolve("ai_scheduler"));
    for (String folder : new String[] {"config", "db", "engine", "jobs/src", "web/src/main"}) {
      Files.createDirectories(product.resolve(folder));
    }
    Files.createFile(product.resolve("pom.xml"));
    Files.createFile(product.resolve("jobs/pom.xml"));
    script("bin/mvn", MAVEN);
    script("jdk/bin/java", JAVA);
    script("jdk/bin/javac", JAVA);
    Files.writeString(product.resolve("jdk/release"), "JAVA_VERSION=\"17.0.1\"\n");
  }

  private void script(String name, String text) throws IOException {
    Path file = product.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private String run(Map<String, String> variables) throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder("sh", product.resolve("ai_scheduler").toString(), "doctor")
            .redirectErrorStream(true);
    Map<String, String> environment = builder.environment();
    environment.keySet().removeIf(name -> name.startsWith("AI_SCHEDULER"));
    environment.remove("CUDA_DEVICE_ORDER");
    environment.put("JAVA_HOME", product.resolve("jdk").toString());
    environment.put("PATH", product.resolve("bin") + ":" + System.getenv("PATH"));
    environment.putAll(variables);
    Process process = builder.start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    return output;
  }

  @Test
  void the_build_for_gpus_is_made_once_remembered_and_kept_apart() throws Exception {
    assertThat(run(Map.of())).contains("maven ", "lib/onnxruntime.jar").doesNotContain("gpu");
    assertThat(run(Map.of("AI_SCHEDULER_PROFILE", "gpu")))
        .contains("maven ", "-P gpu", "lib-gpu/onnxruntime_gpu.jar")
        .doesNotContain("lib/onnxruntime.jar");
    assertThat(run(Map.of()))
        .as("later starts")
        .contains("lib-gpu/onnxruntime_gpu.jar")
        .doesNotContain("maven ", "lib/onnxruntime.jar");
    assertThat(run(Map.of("AI_SCHEDULER_PROFILE", "cpu")))
        .as("back again, nothing has changed since")
        .contains("lib/onnxruntime.jar")
        .doesNotContain("maven ", "gpu");
  }

  @Test
  void gpus_are_numbered_as_the_driver_numbers_them_unless_told_otherwise() throws Exception {
    assertThat(run(Map.of())).contains("order=PCI_BUS_ID");
    assertThat(run(Map.of("CUDA_DEVICE_ORDER", "FASTEST_FIRST"))).contains("order=FASTEST_FIRST");
  }

  @Test
  void an_unknown_build_is_refused() throws Exception {
    assertThat(run(Map.of("AI_SCHEDULER_PROFILE", "tpu")))
        .contains("AI_SCHEDULER_PROFILE is \"tpu\"")
        .doesNotContain("maven ");
  }
}

package dev.aischeduler.web.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher's builds; Maven and Java are scripts. */
final class LauncherTest {
  /** Notes each build, waits for the line of a pipe if there is one, then makes a jar or two. */
  private static final String MAVEN =
      """
      #!/bin/sh
      echo "maven $*" | tee -a builds.log >&2
      [ ! -p hold-maven ] || read -r line <hold-maven
      for option in "$@"; do
        case $option in
          -Dlibraries.path=*) libraries=${option#*=} ;;
          -Dpeers.path=*) peers=${option#*=} ;;
        esac
      done
      mkdir -p web/target examples/bench/target "$libraries" "$peers"
      echo "build $(wc -l <builds.log)" >web/target/ai-scheduler.jar
      touch examples/bench/target/bench.jar "$peers/peer.jar"
      case "$*" in
        *"-P gpu"*) touch "$libraries/onnxruntime_gpu.jar" ;;
        *) touch "$libraries/onnxruntime.jar" ;;
      esac
      [ ! -f dependency ] || touch "$libraries/$(cat dependency).jar"
      """;

  /** Prints what it was given; the command "hold" goes on until a line comes through a pipe. */
  private static final String JAVA =
      """
      #!/bin/sh
      echo "java $* order=$CUDA_DEVICE_ORDER locale=$LC_ALL"
      case "$*" in *hold) read -r line <"$HOLD_JAVA" ;; esac
      """;

  @TempDir Path product;

  @BeforeEach
  void copy_the_launcher() throws IOException {
    Path launcher = Path.of(System.getProperty("ai_scheduler.home", "..")).resolve("ai_scheduler");
    assumeTrue(File.separatorChar == '/', "the launcher is a shell script");
    Files.copy(launcher, product.resolve("ai_scheduler"));
    for (String folder :
        new String[] {"config", "db", "engine", "jobs/src", "web/src/main", "examples/bench"}) {
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

  private Process start(Map<String, String> variables, String... command) throws IOException {
    List<String> line = new ArrayList<>(List.of("sh", product.resolve("ai_scheduler").toString()));
    line.addAll(List.of(command));
    ProcessBuilder builder = new ProcessBuilder(line).redirectErrorStream(true);
    Map<String, String> environment = builder.environment();
    environment.keySet().removeIf(name -> name.startsWith("AI_SCHEDULER"));
    environment.remove("CUDA_DEVICE_ORDER");
    environment.put("JAVA_HOME", product.resolve("jdk").toString());
    environment.put("PATH", product.resolve("bin") + ":" + System.getenv("PATH"));
    environment.put("HOLD_JAVA", product.resolve("hold-java").toString());
    environment.putAll(variables);
    return builder.start();
  }

  private static String end(Process process) {
    return process.inputReader(StandardCharsets.UTF_8).lines().collect(Collectors.joining("\n"));
  }

  private String run(Map<String, String> variables) throws IOException {
    return end(start(variables, "doctor"));
  }

  private static String line(Process process) throws IOException {
    return String.valueOf(process.inputReader(StandardCharsets.UTF_8).readLine());
  }

  /** A named pipe, from which a script reads a line before it goes on. */
  private Path pipe(String name) throws IOException, InterruptedException {
    Path pipe = product.resolve(name);
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
    return pipe;
  }

  private static void release(Path pipe) throws IOException {
    Files.writeString(pipe, "go on\n", StandardOpenOption.WRITE);
  }

  private void changeSource(String content) throws IOException {
    Files.writeString(product.resolve("pom.xml"), content);
  }

  private List<String> builds() throws IOException {
    Path log = product.resolve("builds.log");
    return Files.exists(log) ? Files.readAllLines(log) : List.of();
  }

  /** The product's jar on a class path that the script printed. */
  private static Path jar(String output) {
    Matcher jar = Pattern.compile("-cp ([^:]+ai-scheduler[.]jar)").matcher(output);
    assertThat(jar.find()).as(output).isTrue();
    return Path.of(jar.group(1));
  }

  @Test
  void the_build_for_gpus_is_made_once_remembered_and_kept_apart() throws Exception {
    assertThat(run(Map.of())).contains("maven ", "lib/onnxruntime.jar").doesNotContain("gpu");
    assertThat(run(Map.of("AI_SCHEDULER_PROFILE", "gpu")))
        .contains("maven ", "-P gpu", "lib/onnxruntime_gpu.jar")
        .doesNotContain("lib/onnxruntime.jar");
    assertThat(run(Map.of()))
        .as("later starts")
        .contains("lib/onnxruntime_gpu.jar")
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

  @Test
  void two_starts_at_once_on_an_unbuilt_tree_share_one_build() throws Exception {
    Path held = pipe("hold-maven");
    Process first = start(Map.of(), "doctor");
    await().until(() -> !builds().isEmpty());
    Process second = start(Map.of(), "doctor");
    assertThat(line(second)).contains("another start is building");
    release(held);
    assertThat(jar(end(second))).isEqualTo(jar(end(first)));
    assertThat(builds()).hasSize(1);
  }

  @Test
  void a_start_that_was_killed_while_it_built_blocks_nobody() throws Exception {
    Path held = pipe("hold-maven");
    Process killed = start(Map.of(), "doctor");
    await().until(() -> !builds().isEmpty());
    List<ProcessHandle> below = killed.descendants().toList();
    killed.destroyForcibly().waitFor();
    below.forEach(ProcessHandle::destroyForcibly);
    Files.delete(held);
    assertThat(run(Map.of())).contains("ai-scheduler.jar");
    assertThat(builds()).hasSize(2);
    assertThat(product.resolve("target/builds").toFile().list((folder, n) -> n.startsWith("cpu-")))
        .as("the half build is gone")
        .hasSize(1);
  }

  @Test
  void a_rebuild_takes_no_jar_away_from_a_running_server() throws Exception {
    Path held = pipe("hold-java");
    run(Map.of());
    Process server = start(Map.of(), "hold");
    Path old = jar(line(server));
    changeSource("a newer one");
    Path newer = jar(run(Map.of()));
    assertThat(newer).isNotEqualTo(old).hasContent("build 2");
    assertThat(old).hasContent("build 1");
    assertThat(jar(run(Map.of()))).as("later starts").isEqualTo(newer);
    release(held);
    server.waitFor();
    changeSource("a third one");
    assertThat(jar(run(Map.of()))).hasContent("build 3");
    assertThat(old).as("nobody uses it any more").doesNotExist();
    assertThat(newer).doesNotExist();
  }

  @Test
  void the_jar_of_a_removed_dependency_leaves_the_class_path() throws Exception {
    Files.writeString(product.resolve("dependency"), "old-library");
    assertThat(run(Map.of())).contains("lib/old-library.jar");
    Files.writeString(product.resolve("dependency"), "new-library");
    changeSource("without the old library");
    assertThat(run(Map.of())).contains("lib/new-library.jar").doesNotContain("old-library");
  }

  @Test
  void a_failed_build_leaves_the_last_one_in_use() throws Exception {
    Path first = jar(run(Map.of()));
    changeSource("broken");
    script("bin/mvn", "#!/bin/sh\nexit 1\n");
    assertThat(run(Map.of())).contains("the build failed");
    assertThat(first).hasContent("build 1");
    script("bin/mvn", MAVEN);
    assertThat(jar(run(Map.of()))).hasContent("build 2");
  }

  @Test
  void bench_adds_the_jars_of_its_peers_on_first_use() throws Exception {
    assertThat(run(Map.of())).doesNotContain("bench/");
    assertThat(end(start(Map.of(), "bench"))).contains("/bench/*", "BenchMain");
    assertThat(run(Map.of())).doesNotContain("/bench/*");
    assertThat(builds()).hasSize(2);
  }

  @Test
  void java_reads_utf_8_where_the_locale_is_ascii_or_is_not_installed() throws Exception {
    assertThat(run(Map.of("LC_ALL", "C"))).containsPattern("locale=.*[Uu][Tt][Ff]-?8");
    assertThat(run(Map.of("LC_ALL", "xx_YY"))).containsPattern("locale=.*[Uu][Tt][Ff]-?8");
  }
}

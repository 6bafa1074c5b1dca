package dev.aischeduler.web.process;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;

/** The real launcher over the classes under test, as in a copy of the product without sources. */
final class Launcher {
  private final Path folder;
  private final Map<String, String> environment;

  /**
   * Lays a copy of the product out.
   *
   * @param folder where it lies and where commands run
   * @param environment variables of each process besides those of this one
   */
  Launcher(Path folder, Map<String, String> environment) throws IOException {
    this.folder = folder;
    this.environment = environment;
    Path product = Path.of(System.getProperty("ai_scheduler.home", "..")).toAbsolutePath();
    Files.copy(product.resolve("ai_scheduler"), folder.resolve("ai_scheduler"));
    Files.createSymbolicLink(folder.resolve("jobs"), product.resolve("jobs"));
    Path build = Files.createDirectories(folder.resolve("target/builds/cpu-test"));
    Files.writeString(build.resolveSibling("cpu.current"), "cpu-test\n");
    try (OutputStream file = Files.newOutputStream(build.resolve("ai-scheduler.jar"))) {
      new JarOutputStream(file, classes()).close();
    }
  }

  /** A jar that only names the class path of this process. */
  private static Manifest classes() {
    String separator = System.getProperty("path.separator", ":");
    List<String> path = Arrays.asList(System.getProperty("java.class.path").split(separator, -1));
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest
        .getMainAttributes()
        .put(
            Attributes.Name.CLASS_PATH,
            path.stream()
                .map(entry -> Path.of(entry).toUri().toString())
                .collect(Collectors.joining(" ")));
    return manifest;
  }

  /**
   * Starts a shell script in the folder; {@code ./ai_scheduler} is the launcher. The script is a
   * file, so that its text reaches the shell as UTF-8 whatever this process's locale is.
   */
  ProcessBuilder script(String text) throws IOException {
    Path file = Files.createTempFile(folder, "script", ".sh");
    Files.writeString(file, text);
    ProcessBuilder builder =
        new ProcessBuilder("sh", file.toString())
            .directory(folder.toFile())
            .redirectErrorStream(true);
    builder.environment().keySet().removeIf(name -> name.startsWith("LC_") || name.equals("LANG"));
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    builder.environment().put("AI_SCHEDULER_JAVA_OPTS", "-XX:TieredStopAtLevel=1");
    builder.environment().putAll(environment);
    return builder;
  }

  /** What a script printed, read as UTF-8, and its exit code in a last line {@code exit N}. */
  String run(String text) throws IOException, InterruptedException {
    Process process = script(text).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return output + "exit " + process.waitFor();
  }
}

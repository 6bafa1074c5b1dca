package dev.aischeduler.web.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aischeduler.config.json.Json;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A script for Node.js with its packages, which npm installs from the committed lock file.
 *
 * @param name of its folder in {@code web/src/test}
 * @param script of that folder
 */
public record NodeProject(String name, String script) {
  private static final Path SOURCES =
      Path.of(System.getProperty("ai_scheduler.home", ".."), "web/src/test");

  /**
   * Runs the script; the objects that it prints, one a line, by their {@code name}. Without Node.js
   * the test that asks is skipped, but in CI it fails.
   */
  public Map<String, JsonNode> run(String... arguments) throws Exception {
    boolean there = Program.works("node", "--version") && Program.works("npm", "--version");
    // CI has made it (.ci/node); a developer without it is told
    assumeTrue(there || System.getenv("CI") != null, "make node");
    assertThat(there).as("node and npm are on the path; make node installs them").isTrue();
    install();
    List<String> command = new ArrayList<>(List.of("node", script));
    command.addAll(List.of(arguments));
    String output = Program.output(folder(), command.toArray(String[]::new));
    Map<String, JsonNode> results = new LinkedHashMap<>();
    for (String line : output.split("\n", -1)) {
      if (line.startsWith("{")) {
        JsonNode result = Json.mapper().readTree(line);
        results.put(result.path("name").asText(), result);
      }
    }
    return results;
  }

  private Path folder() {
    return Path.of("target/node", name).toAbsolutePath();
  }

  private void install() throws Exception {
    Files.createDirectories(folder());
    Path installed = folder().resolve("node_modules/.package-lock.json");
    Path lock = folder().resolve("package-lock.json");
    Path wanted = SOURCES.resolve(name).resolve("package-lock.json");
    boolean fresh = !Files.exists(installed) || Files.mismatch(lock, wanted) >= 0;
    for (String file : List.of("package.json", "package-lock.json", script)) {
      Files.copy(
          SOURCES.resolve(name).resolve(file),
          folder().resolve(file),
          StandardCopyOption.REPLACE_EXISTING);
    }
    if (fresh) {
      Program.output(folder(), "npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund");
    }
  }
}

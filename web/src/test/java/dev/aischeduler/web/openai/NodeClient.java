package dev.aischeduler.web.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aischeduler.config.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The official client for Node.js, installed by npm from the committed lock file. */
final class NodeClient {
  private static final Path SOURCE =
      Path.of(System.getProperty("ai_scheduler.home", ".."), "web/src/test/openai");
  private static final Path FOLDER = Path.of("target/openai-client").toAbsolutePath();

  private NodeClient() {}

  /** Runs every check of the script against a server; what each got, by its name. */
  static Map<String, JsonNode> run(String server) throws Exception {
    boolean there = works("node", "--version") && works("npm", "--version");
    // CI has made it (.ci/node); a developer without it is told
    assumeTrue(there || System.getenv("CI") != null, "make node");
    assertThat(there).as("node and npm are on the path; make node installs them").isTrue();
    install();
    Map<String, JsonNode> results = new LinkedHashMap<>();
    for (String line : output("node", "client.mjs", server + "/v1", "any-key").split("\n", -1)) {
      if (line.startsWith("{")) {
        JsonNode result = Json.mapper().readTree(line);
        results.put(result.path("name").asText(), result);
      }
    }
    return results;
  }

  private static void install() throws Exception {
    Files.createDirectories(FOLDER);
    Path lock = FOLDER.resolve("package-lock.json");
    boolean fresh =
        !Files.exists(FOLDER.resolve("node_modules/openai/package.json"))
            || Files.mismatch(lock, SOURCE.resolve("package-lock.json")) >= 0;
    for (String name : List.of("package.json", "package-lock.json", "client.mjs")) {
      Files.copy(SOURCE.resolve(name), FOLDER.resolve(name), StandardCopyOption.REPLACE_EXISTING);
    }
    if (fresh) {
      output("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund");
    }
  }

  private static boolean works(String... command) {
    try {
      return new ProcessBuilder(command)
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .redirectError(ProcessBuilder.Redirect.DISCARD)
          .start()
          .waitFor(60, TimeUnit.SECONDS);
    } catch (IOException | InterruptedException e) {
      return false;
    }
  }

  private static String output(String... command) throws Exception {
    Path out = FOLDER.resolve(command[0] + ".out");
    List<String> words = new ArrayList<>(List.of(command));
    Process process =
        new ProcessBuilder(words)
            .directory(FOLDER.toFile())
            .redirectErrorStream(true)
            .redirectOutput(out.toFile())
            .start();
    boolean ended = process.waitFor(180, TimeUnit.SECONDS);
    process.destroyForcibly();
    String text = Files.readString(out);
    assertThat(ended).as("ended in time: " + text).isTrue();
    assertThat(process.waitFor()).as(text).isZero();
    return text;
  }
}

package dev.aischeduler.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aischeduler.web.app.Program;
import dev.aischeduler.web.app.RealApp;
import dev.aischeduler.web.app.RunningApp;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The clients that the build generates from the contract, in the examples that go with them, on the
 * real miniatures.
 */
@ExtendWith(RealApp.class)
final class GeneratedClientsTest {
  private static final Path CLIENTS = Path.of("target/clients").toAbsolutePath();
  private static final String PYTHON = "/usr/bin/python3";

  private final String url;
  private Map<String, JsonNode> results = Map.of();

  GeneratedClientsTest(RunningApp app) {
    this.url = app.http().address();
  }

  @Test
  void the_typescript_client_is_compiled_strictly_and_does_its_example() throws Exception {
    Path folder = CLIENTS.resolve("typescript");
    need("make node", Program.works("node", "--version") && Program.works("npm", "--version"));
    if (!Files.exists(folder.resolve("node_modules/typescript"))) {
      Program.output(folder, "npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund");
    }
    Program.output(folder, "node", "node_modules/typescript/bin/tsc");
    results = results(Program.output(folder, "node", "dist/example.js", url));
    checkTasks();
    assertThat(
            withKey(
                folder,
                "node",
                "--input-type=module",
                "-e",
                "import { AccessApi, Configuration } from './dist/src/index.js';"
                    + "const [basePath, accessToken] = process.argv.slice(1);"
                    + "const access = new AccessApi(new Configuration({ basePath, accessToken }));"
                    + "console.log((await access.whoAmI()).role);"))
        .isEqualTo("admin");
    assertThat(got("speech").path("start").asText()).startsWith("RIFF").endsWith("WAVE");
    assertThat(got("stream").path("text").asText()).isNotEmpty();
    assertThat(got("stream").path("whole")).isEqualTo(got("stream").path("text"));
    assertThat(got("error").at("/problem/field").asText()).isEqualTo("priority");
  }

  @Test
  void the_python_client_does_its_example() throws Exception {
    need(
        "make python",
        Program.works(
            PYTHON, "-c", "import dateutil, pydantic, urllib3; assert pydantic.VERSION < '2'"));
    Path folder = CLIENTS.resolve("python");
    results = results(Program.output(folder, PYTHON, "example.py", url));
    checkTasks();
    assertThat(
            withKey(
                folder,
                PYTHON,
                "-c",
                "import sys; from ai_scheduler_client import AccessApi, ApiClient, Configuration;"
                    + " c = Configuration(host=sys.argv[1], access_token=sys.argv[2]);"
                    + " print(AccessApi(ApiClient(c)).who_am_i().role.value)"))
        .isEqualTo("admin");
    assertThat(got("speech").path("duration_s").asDouble()).isPositive();
    assertThat(got("error").at("/problem/field").asText()).isEqualTo("tags");
  }

  /** What a command prints that is given the address of a server with keys, and a key. */
  private static String withKey(Path folder, String... command) throws Exception {
    String key = "the-key-of-this-test";
    try (RunningApp app = RunningApp.scripted(Map.of("security.api_key", key))) {
      List<String> words = new ArrayList<>(List.of(command));
      words.add(app.http().address());
      words.add(key);
      return Program.output(folder, words.toArray(String[]::new)).strip();
    }
  }

  /** What both examples do. */
  private void checkTasks() {
    assertThat(got("chat").path("status").asText()).isEqualTo("succeeded");
    assertThat(got("chat").at("/result/text").asText()).isNotEmpty();
    assertThat(got("structured").path("text").asText()).containsAnyOf("calm", "windy");
    assertThat(got("speech").path("file").asText()).startsWith("RIFF");
    assertThat(got("speech").path("bytes").asInt()).isGreaterThan(1000);
    assertThat(got("picture").path("status").asText()).isEqualTo("succeeded");
    assertThat(got("picture").path("start").asText()).contains("PNG");
    assertThat(got("many").path("count").asInt()).isEqualTo(2);
    assertThat(got("many").path("listed").asInt()).isEqualTo(2);
    assertThat(got("bulk").path("dry_run").asBoolean()).isTrue();
    assertThat(got("error").path("status").asInt()).isEqualTo(400);
    assertThat(texts(got("resources"))).contains("llm", "tts", "image");
  }

  /** CI has made what is needed; a developer without it is told how. */
  private static void need(String remedy, boolean there) {
    assumeTrue(there || System.getenv("CI") != null, remedy);
    assertThat(there).as(remedy).isTrue();
  }

  private static Map<String, JsonNode> results(String output) throws IOException {
    Map<String, JsonNode> results = new LinkedHashMap<>();
    for (String line : output.split("\n", -1)) {
      if (line.startsWith("{")) {
        JsonNode result = Json.MAPPER.readTree(line);
        results.put(result.path("name").asText(), result.path("got"));
      }
    }
    return results;
  }

  private JsonNode got(String name) {
    return Objects.requireNonNull(results.get(name), name + " of " + results.keySet());
  }

  private static List<String> texts(JsonNode list) {
    return StreamSupport.stream(list.spliterator(), false).map(JsonNode::asText).toList();
  }
}

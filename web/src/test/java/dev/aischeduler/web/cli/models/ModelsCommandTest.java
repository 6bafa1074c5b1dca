package dev.aischeduler.web.cli.models;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aischeduler.config.json.Json;
import dev.aischeduler.jobs.model.hub.FakeHub;
import dev.aischeduler.web.app.RealApp;
import dev.aischeduler.web.app.RunningApp;
import dev.aischeduler.web.cli.TestCommands;
import dev.aischeduler.web.cli.exit.ExitCodes;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The commands that install, check and remove models. */
@ExtendWith(RealApp.class)
final class ModelsCommandTest {
  private static final Path MINIATURES =
      Path.of(System.getProperty("ai_scheduler.home", ".."), "jobs", "models");
  private static final String NO_SERVER = "http://127.0.0.1:1";

  @TempDir Path models;
  private final String address;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  ModelsCommandTest(RunningApp app) {
    this.address = app.http().address();
  }

  private int run(String... args) {
    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
    List<String> all = new ArrayList<>(List.of("models"));
    all.addAll(List.of(args));
    all.addAll(List.of("--set", "models.path=" + models));
    return TestCommands.run(new PrintWriter(out), new PrintWriter(err), all.toArray(new String[0]));
  }

  @Test
  void list_shows_what_is_installed_and_what_is_available() throws IOException {
    assertThat(run("list")).isZero();
    assertThat(out.toString())
        .contains("llm-mini", "miniature", "in use: llm", "qwen2.5-0.5b-instruct", "793.2 MB")
        .contains("cannot run", "espeak-ng", "engine qwen2.5 of llm -> llm-mini")
        .containsPattern("qwen2.5-0.5b-instruct .* for engine qwen2.5 +Apache-2.0\n");
    assertThat(run("list", "--json")).isZero();
    JsonNode json = Json.mapper().readTree(out.toString());
    assertThat(json.path("models").findValuesAsText("state")).contains("miniature", "available");
    assertThat(json.at("/engines/0/model").asText()).isEqualTo("llm-mini");
  }

  @Test
  void a_model_is_pulled_listed_verified_and_removed() throws IOException {
    try (FakeHub hub = new FakeHub()) {
      hub.repository("test/voice", MINIATURES.resolve("tts-mini"));
      String url = hub.endpoint().toString();
      assertThat(run("pull", "hf:test/voice", "--as", "mine", "--type", "tts", "--endpoint", url))
          .isZero();
    }
    assertThat(out.toString())
        .contains("installed mine (tts, 15.9 MB")
        .contains("\"model\": \"mine\"");
    assertThat(err.toString())
        .contains("asking http://127.0.0.1:", "for test/voice@main", "licence")
        .contains("model.onnx: 15.9 MB", "50 %", "complete and checked");
    assertThat(run("verify", "--graphs")).isZero();
    assertThat(out.toString()).contains("mine: ok");
    assertThat(run("list", "--json", "--set", "engines.tts=mine")).isZero();
    JsonNode mine = Json.mapper().readTree(out.toString()).at("/models/0");
    assertThat(mine.path("source").asText()).isEqualTo("test/voice@" + FakeHub.COMMIT);
    assertThat(mine.path("in_use_by").toString()).isEqualTo("[\"tts\"]");
    Files.writeString(models.resolve("mine/model.onnx.json"), "{}");
    assertThat(run("verify", "mine")).isEqualTo(ExitCodes.JOB_FAILED);
    assertThat(out.toString()).contains("mine: damaged", "model.onnx.json has 2 bytes");
    assertThat(run("remove", "mine", "--url", NO_SERVER, "--set", "engines.tts=mine"))
        .isEqualTo(ExitCodes.USAGE);
    assertThat(err.toString()).contains("is configured as engines.tts", "--yes");
    assertThat(run("remove", "mine", "--url", NO_SERVER)).isZero();
    assertThat(models.resolve("mine")).doesNotExist();
    assertThat(run("remove", "mine", "--url", NO_SERVER)).isEqualTo(ExitCodes.USAGE);
    assertThat(err.toString()).contains("models list");
  }

  @Test
  void a_folder_is_imported_and_one_that_a_server_uses_is_kept() {
    String folder = MINIATURES.resolve("llm-mini").toString();
    assertThat(run("import", folder)).isZero();
    assertThat(out.toString()).contains("installed llm-mini (llm, ");
    assertThat(run("import", folder)).isEqualTo(ExitCodes.USAGE);
    assertThat(err.toString()).contains("installed already");
    assertThat(run("remove", "llm-mini", "--url", address)).isEqualTo(ExitCodes.USAGE);
    assertThat(err.toString()).contains("is in the memory of the server at " + address);
    assertThat(run("remove", "llm-mini", "--url", address, "--yes")).isZero();
    assertThat(out.toString()).contains("keeps it in memory");
  }

  @Test
  void what_cannot_be_pulled_says_why() {
    assertThat(run("pull", "qwen9")).isEqualTo(ExitCodes.USAGE);
    assertThat(err.toString()).contains("models list");
    assertThat(run("pull", "hf:owner/name")).isEqualTo(ExitCodes.USAGE);
    assertThat(err.toString()).contains("--as", "--type");
    assertThat(run("pull", "piper-en-lessac")).isEqualTo(ExitCodes.USAGE);
    assertThat(err.toString()).contains("espeak-ng");
    assertThat(run("pull", "qwen2.5", "--endpoint", "hub")).isEqualTo(ExitCodes.USAGE);
    assertThat(run("import", models.resolve("nowhere").toString())).isEqualTo(ExitCodes.USAGE);
    assertThat(run("import", models.toString(), "--name", "x")).isEqualTo(ExitCodes.CANNOT_START);
    assertThat(run("verify")).isZero();
    assertThat(out.toString()).contains("no models are installed");
  }
}

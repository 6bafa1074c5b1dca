package dev.aischeduler.web.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aischeduler.config.json.Json;
import dev.aischeduler.web.app.RealApp;
import dev.aischeduler.web.app.RunningApp;
import dev.aischeduler.web.cli.exit.ExitCodes;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The commands, their outputs and their exit codes. */
@ExtendWith(RealApp.class)
final class CommandLineTest {
  @TempDir Path folder;
  private final String address;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  CommandLineTest(RunningApp app) {
    this.address = app.http().address();
  }

  private int run(String... args) {
    return AiScheduler.run(new PrintWriter(out), new PrintWriter(err), args);
  }

  private int remote(String... args) {
    List<String> all = new ArrayList<>(List.of(args));
    all.addAll(List.of("--url", address));
    return run(all.toArray(new String[0]));
  }

  private JsonNode json() throws IOException {
    return Json.mapper().readTree(out.toString());
  }

  @Test
  void llm_prints_the_text_and_its_figures_apart() {
    assertThat(remote("llm", "Hello! Who are you?", "--temperature", "0")).isZero();
    assertThat(out.toString()).isNotBlank().doesNotContain("tokens/s");
    assertThat(err.toString()).contains("llm-mini", "tokens/s");
  }

  @Test
  void llm_answers_by_a_schema_in_a_file_or_with_any_json_object(@TempDir Path folder)
      throws IOException {
    Path schema = folder.resolve("schema.json");
    String[] ask = {"llm", "hi", "--max-tokens", "40", "--schema", schema.toString()};
    assertThat(remote(ask)).isNotZero();
    assertThat(err.toString()).contains("schema.json", "no such file");
    Files.writeString(schema, "{");
    assertThat(remote(ask)).isEqualTo(ExitCodes.USAGE);
    assertThat(remote(append(ask, "--json-object"))).isEqualTo(ExitCodes.USAGE);
    Files.writeString(schema, "{\"pattern\": \"(?=a)\"}");
    assertThat(remote(ask)).isEqualTo(ExitCodes.REFUSED);
    assertThat(err.toString()).contains("response_format.json_schema.schema.pattern");
    Files.writeString(schema, "{\"enum\": [[\"a\"], [\"b\"]]}");
    assertThat(remote(ask)).isZero();
    assertThat(out.toString().strip()).isIn("[\"a\"]", "[\"b\"]");
    out.getBuffer().setLength(0);
    assertThat(remote("llm", "hi", "--max-tokens", "40", "--json-object")).isZero();
    assertThat(out.toString()).startsWith("{").endsWith("}" + System.lineSeparator());
  }

  @Test
  void a_dry_run_tells_where_and_what_it_takes_and_submits_nothing() throws IOException {
    String tag = "dry-run-of-the-command-line";
    assertThat(remote("llm", "你好 world", "--max-tokens", "7", "--dry-run", "--tag", tag)).isZero();
    assertThat(out.toString())
        .contains("would start", "prompt_chars 8, max_tokens 7", "nothing was submitted");
    String later = Instant.now().plusSeconds(3600).truncatedTo(ChronoUnit.SECONDS).toString();
    assertThat(remote("tts", "Hello.", "--dry-run", "--run-at", later)).isZero();
    assertThat(out.toString()).contains("runs at " + later, "characters 6");
    String[] picture = {"image", "a cat", "--dry-run", "-f", "n=2", "-f", "steps=3"};
    out.getBuffer().setLength(0);
    assertThat(remote(append(picture, "-f", "width=64", "-f", "height=64", "--json"))).isZero();
    assertThat(json().path("cost").path("work").toString())
        .isEqualTo("{\"pictures\":2,\"pixel_steps\":24576}");
    out.getBuffer().setLength(0);
    assertThat(remote("list", "--tag", tag, "--json")).isZero();
    assertThat(json().path("tasks")).isEmpty();
  }

  private static String[] append(String[] first, String... more) {
    List<String> all = new ArrayList<>(List.of(first));
    all.addAll(List.of(more));
    return all.toArray(new String[0]);
  }

  @Test
  void tts_saves_the_sound_where_it_was_told_to() throws IOException {
    Path file = folder.resolve("new").resolve("hello.wav");
    assertThat(remote("tts", "Hello.", "-o", file.toString(), "-p", "9", "--json")).isZero();
    assertThat(json().path("priority").asInt()).isEqualTo(9);
    assertThat(new String(Files.readAllBytes(file), 0, 4, StandardCharsets.US_ASCII))
        .isEqualTo("RIFF");
  }

  @Test
  void tts_saves_captions_beside_the_sound_when_asked() throws IOException {
    Path file = folder.resolve("talk.wav");
    assertThat(remote("tts", "Hello.", "-o", file.toString())).isZero();
    assertThat(folder).isDirectoryNotContaining("glob:**.{vtt,srt}");
    assertThat(remote("tts", "Hello.", "-o", file.toString(), "--captions")).isZero();
    assertThat(folder.resolve("talk.vtt")).content().startsWith("WEBVTT").endsWith("Hello.\n");
    assertThat(folder.resolve("talk.srt")).content().startsWith("1\n00:00:00,050");
  }

  @Test
  void tts_preview_prints_the_words_a_sentence_a_line() throws IOException {
    assertThat(remote("tts", "--preview", "I run nginx. 打开GPU。", "--lexicon", "nginx=engine ex"))
        .isZero();
    assertThat(out.toString().lines()).containsExactly("i run engine ex.", "打开 g p u.");
    out.getBuffer().setLength(0);
    assertThat(remote("tts", "--preview", "It costs $2.", "--json")).isZero();
    assertThat(json().at("/sentences/0/written").asText()).isEqualTo("It costs $2.");
  }

  @Test
  void config_check_names_an_entry_of_the_lexicon_that_cannot_be_read() {
    String wrong = "lexicon={\"重庆\":\"chong9\",\"nginx\":\"engine ex\"}";
    assertThat(run("config", "check", "--set", wrong)).isEqualTo(ExitCodes.USAGE);
    assertThat(err.toString())
        .contains("lexicon.重庆", "tone from 1 to 5", "[option --set lexicon]")
        .doesNotContain("nginx");
    assertThat(run("config", "check", "--set", "lexicon=none")).isEqualTo(ExitCodes.USAGE);
    assertThat(err.toString()).contains("JSON object");
    assertThat(run("config", "check", "--set", "lexicon={\"nginx\":\"engine ex\"}")).isZero();
  }

  @Test
  void async_prints_an_id_that_status_list_and_cancel_know() {
    String tag = "cli-async";
    String tomorrow = Instant.now().plus(1, ChronoUnit.DAYS).toString();
    assertThat(remote("llm", "hi", "--async", "--tag", tag, "--run-at", tomorrow)).isZero();
    String id = out.toString().strip();
    assertThat(remote("list", "--tag", tag)).isZero();
    assertThat(out.toString()).contains(id + "  llm");
    assertThat(remote("cancel", id)).isZero();
    assertThat(remote("watch", id)).isEqualTo(ExitCodes.JOB_FAILED);
    assertThat(err.toString()).contains("llm: cancelled");
    assertThat(remote("status", id)).isEqualTo(ExitCodes.JOB_FAILED);
    assertThat(out.toString()).contains("cancelled");
  }

  @Test
  void submit_sends_a_file_of_tasks_in_one_call() throws IOException {
    Path file = folder.resolve("tasks.jsonl");
    String tomorrow = Instant.now().plus(1, ChronoUnit.DAYS).toString();
    String later = "\"tags\":[\"cli-bulk\"],\"run_at\":\"" + tomorrow + "\"";
    Files.writeString(
        file,
        "{\"prompt\":\"one\","
            + later
            + "}\n\n{\"type\":\"tts\",\"text\":\"two\","
            + later
            + "}\n");
    assertThat(remote("submit", file.toString(), "--type", "llm")).isZero();
    List<String> ids = out.toString().lines().toList();
    assertThat(ids).hasSize(2);
    assertThat(err.toString()).contains("submit: 2 jobs, 2 of them new");
    String[] cancel = {"action", "cancel", "--status", "scheduled", "--tag", "cli-bulk"};
    assertThat(remote(cancel)).isZero();
    assertThat(out.toString()).contains("2 jobs match");
    List<String> sure = new ArrayList<>(List.of(cancel));
    sure.add("--yes");
    assertThat(remote(sure.toArray(new String[0]))).isZero();
    assertThat(out.toString()).contains("2 of 2 jobs: cancel");
    assertThat(remote("dead-letters", "retry", "--error-type", "none")).isZero();
    assertThat(out.toString()).contains("0 jobs match");
    assertThat(remote("dead-letters")).isZero();
    Files.writeString(file, "{\"type\":\"llm\",\"promt\":\"x\"}\n");
    assertThat(remote("submit", file.toString())).isEqualTo(ExitCodes.REFUSED);
    assertThat(err.toString()).contains("tasks[0].promt").contains("line 1");
    Files.writeString(file, "not json\n");
    assertThat(remote("submit", file.toString())).isEqualTo(ExitCodes.USAGE);
  }

  @Test
  void submit_skips_a_byte_order_mark() throws IOException {
    Path file = folder.resolve("windows.jsonl");
    String tomorrow = Instant.now().plus(1, ChronoUnit.DAYS).toString();
    String task = "{\"type\":\"llm\",\"prompt\":\"one\",\"run_at\":\"" + tomorrow + "\"}";
    Files.writeString(file, "\ufeff" + task + "\r\n" + task + "\r\n");
    assertThat(remote("submit", file.toString())).isZero();
    List<String> ids = out.toString().lines().toList();
    assertThat(ids).hasSize(2);
    assertThat(remote("cancel", ids.get(0))).isZero();
    assertThat(remote("cancel", ids.get(1))).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "20261231",
        "1798700000",
        "2026-12-31",
        "2026-12-31T08:00:00",
        "2026-12-31 08:00:00Z",
        "2026-02-30T08:00:00Z",
        "tomorrow",
        "",
      })
  void run_at_is_a_time_with_an_offset_or_refused(String time) {
    String[] submission = {"llm", "hi", "--async", "--run-at", time};
    assertThat(remote(submission)).isIn(ExitCodes.USAGE, ExitCodes.REFUSED);
    assertThat(err.toString()).contains("run_at", "2026-");
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void tenants_are_set_shown_and_deleted() {
    assertThat(remote("tenants", "set", "cli-tenant", "--weight", "3", "--max-queued", "9"))
        .isZero();
    assertThat(remote("tenants")).isZero();
    assertThat(out.toString())
        .contains("TENANT", "default")
        .containsPattern("cli-tenant +3 +9 +- +-");
    assertThat(remote("tenants", "delete", "cli-tenant")).isZero();
    assertThat(remote("tenants", "delete", "cli-tenant")).isEqualTo(ExitCodes.REFUSED);
  }

  @Test
  void lanes_are_shown_weighed_paused_and_resumed() {
    assertThat(remote("lanes", "weights", "--llm", "60", "--image", "40")).isZero();
    assertThat(out.toString())
        .contains("LANE ", "SHARE")
        .containsPattern("llm +gpu +60 %")
        .containsPattern("image +gpu +40 %")
        .containsPattern("tts +cpu +100 %");
    assertThat(remote("lanes", "weights", "--llm", "70", "--image", "40"))
        .isEqualTo(ExitCodes.REFUSED);
    assertThat(err.toString()).contains("image", "add up to 100");
    assertThat(remote("lanes", "pause", "image")).isZero();
    assertThat(out.toString()).containsPattern("image .* paused\n");
    assertThat(remote("lanes", "resume", "image")).isZero();
    assertThat(remote("lanes", "weights", "--llm", "70", "--image", "30")).isZero();
    out.getBuffer().setLength(0);
    assertThat(remote("lanes")).isZero();
    assertThat(out.toString()).containsPattern("llm +gpu +70 %").doesNotContain("paused");
  }

  @Test
  void a_refused_request_names_the_field_and_exits_with_4() {
    assertThat(remote("llm", "hi", "-f", "temprature=1")).isEqualTo(ExitCodes.REFUSED);
    assertThat(err.toString()).contains("temprature", "did you mean");
    assertThat(remote("llm", "hi", "-f", "tool_choice=5")).isEqualTo(ExitCodes.REFUSED);
    assertThat(err.toString()).contains("tool_choice must be none, auto, required");
    assertThat(remote("status", "00000000-0000-7000-8000-000000000000"))
        .isEqualTo(ExitCodes.REFUSED);
  }

  @Test
  void wrong_usage_exits_with_2_and_an_absent_server_with_3() {
    assertThat(run("llm", "--temperature", "hot")).isEqualTo(ExitCodes.USAGE);
    assertThat(run("status", "not-an-id")).isEqualTo(ExitCodes.USAGE);
    assertThat(run("llm", "hi", "--url", "ftp://x")).isEqualTo(ExitCodes.USAGE);
    assertThat(run("config", "check", "--set", "server.prot=1")).isEqualTo(ExitCodes.USAGE);
    assertThat(err.toString()).contains("server.port");
    assertThat(run("--host", "0.0.0.0", "version")).isEqualTo(ExitCodes.USAGE);
    assertThat(err.toString()).contains("ai_scheduler version --host");
    assertThat(run("list", "--url", "http://127.0.0.1:1")).isEqualTo(ExitCodes.UNREACHABLE);
  }

  @Test
  void config_show_masks_secrets_and_names_origins() throws IOException {
    assertThat(run("config", "show", "--json", "--set", "security.api_key=do-not-show-me"))
        .isZero();
    assertThat(out.toString()).doesNotContain("do-not-show-me");
    assertThat(json().findValuesAsText("origin"))
        .contains("default", "option --set security.api_key");
  }

  @Test
  void a_node_is_listed_drained_and_resumed() throws IOException {
    assertThat(remote("nodes", "--json")).isZero();
    String name = json().at("/nodes/0/name").asText();
    assertThat(json().at("/nodes/0/url").asText()).isEqualTo(address);
    assertThat(remote("nodes", "drain", name)).isZero();
    assertThat(out.toString()).contains(name).contains("draining");
    assertThat(remote("nodes", "resume", name)).isZero();
    assertThat(remote("nodes", "list")).isZero();
    assertThat(out.toString().strip().lines().reduce((a, b) -> b).orElseThrow())
        .contains("active", "gpu,cpu");
    assertThat(remote("nodes", "drain", "nobody")).isEqualTo(ExitCodes.REFUSED);
    assertThat(err.toString()).contains("/api/v1/nodes");
  }

  @Test
  void a_model_is_unloaded_prewarmed_pinned_and_shown() throws IOException {
    assertThat(remote("models", "unpin", "image-mini", "--json")).isZero();
    assertThat(json().path("pinned").asBoolean()).isFalse();
    // refused while the model is loaded for the first time, or draws for another test
    await("image-mini to be idle")
        .atMost(Duration.ofMinutes(1))
        .until(() -> remote("models", "unload", "image-mini") == ExitCodes.OK);
    assertThat(out.toString()).contains("image-mini", "not_loaded");
    assertThat(remote("models", "load", "image-mini")).isZero();
    assertThat(remote("models", "prewarm", "image-mini")).isZero();
    assertThat(remote("models", "pin", "image-mini")).isZero();
    assertThat(out.toString()).contains("idle", "MiB", "pinned");
    assertThat(remote("models", "state")).isZero();
    assertThat(out.toString()).contains("llm-mini", "tts-mini", "image-mini");
    assertThat(remote("models", "load", "nobody")).isEqualTo(ExitCodes.REFUSED);
    assertThat(err.toString()).contains("/api/v1/models");
  }

  @Test
  void models_and_version_need_no_server() {
    assertThat(run("version")).isZero();
    assertThat(run("models", "list")).isZero();
    assertThat(out.toString()).contains("ai_scheduler ", "llm-mini", "engine qwen2.5");
  }
}

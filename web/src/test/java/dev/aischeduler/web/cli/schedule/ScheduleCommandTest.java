package dev.aischeduler.web.cli.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aischeduler.jobs.llm.LlmRequest;
import dev.aischeduler.jobs.llm.LlmTask;
import dev.aischeduler.jobs.tts.TtsRequest;
import dev.aischeduler.jobs.tts.TtsTask;
import dev.aischeduler.web.Handlers;
import dev.aischeduler.web.app.RunningApp;
import dev.aischeduler.web.app.ScriptedHandler;
import dev.aischeduler.web.cli.TestCommands;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands about schedules. */
final class ScheduleCommandTest {
  private static final String GOOD =
      "name: a\nwhen: \"0 2 * * *\"\ntarget:\n  job:\n    type: llm\n    prompt: hello\n";

  @TempDir Path folder;
  private RunningApp app;
  private String output = "";

  @BeforeEach
  void start() {
    app =
        RunningApp.start(
            Map.of(),
            (settings, catalogue, devices, cache) ->
                new Handlers(
                    List.of(
                        new ScriptedHandler<>(LlmTask.TYPE, LlmRequest.class),
                        new ScriptedHandler<>(TtsTask.TYPE, TtsRequest.class)),
                    () -> {}));
  }

  @AfterEach
  void stop() throws IOException {
    app.close();
  }

  private int run(String... arguments) {
    StringWriter out = new StringWriter();
    String[] all = new String[arguments.length + 3];
    all[0] = "schedule";
    System.arraycopy(arguments, 0, all, 1, arguments.length);
    all[arguments.length + 1] = "--url";
    all[arguments.length + 2] = app.http().address();
    int code = TestCommands.run(new PrintWriter(out), new PrintWriter(out), all);
    output = out.toString();
    return code;
  }

  private void file(String name, String text) throws IOException {
    Files.writeString(folder.resolve(name), text);
  }

  @Test
  void a_schedule_is_added_shown_run_paused_and_removed() {
    String job = "{\"type\":\"llm\",\"prompt\":\"hello ${date}\"}";
    assertThat(run("add", "night", "--when", "0 2 * * *", "--job", job)).as(output).isZero();
    assertThat(output).contains("night", "active", "every day at 02:00");
    assertThat(run("list")).isZero();
    assertThat(output).contains("night");
    assertThat(run("show", "night")).isZero();
    assertThat(output).contains("overlap: skip", "hello ${date}");
    assertThat(run("next", "night")).isZero();
    assertThat(output.lines()).hasSize(11);
    assertThat(
            run(
                "backfill",
                "night",
                "--from=2025-01-01T00:00:00Z",
                "--to=2025-01-03T00:00:00Z",
                "--dry-run",
                "--overlap=skip"))
        .as(output)
        .isZero();
    assertThat(output.lines())
        .containsExactly("2025-01-01T02:00:00Z", "1 fire times would be started, 1 skipped");
    assertThat(run("run", "night")).isZero();
    assertThat(output).contains("manual");
    assertThat(run("history", "night")).isZero();
    assertThat(output).contains("manual");
    assertThat(run("pause", "night")).isZero();
    assertThat(output).contains("paused");
    assertThat(run("resume", "night")).isZero();
    assertThat(output).contains("active");
    assertThat(
            run(
                "backfill",
                "night",
                "--from",
                "2026-01-01T00:00:00Z",
                "--to",
                "2026-01-03T00:00:00Z"))
        .as(output)
        .isZero();
    assertThat(output).contains("2 fire times are started");
    assertThat(run("remove", "night")).isZero();
    assertThat(run("show", "night")).isEqualTo(4);
    assertThat(output).contains("no schedule is called 'night'");
  }

  @Test
  void a_schedule_keeps_the_manifest_that_is_sent_with_it() throws IOException {
    file("rows.csv", "prompt\nhello ${date}\n");
    String manifest = folder.resolve("rows.csv").toString();
    assertThat(run("add", "night", "--when", "0 2 * * *", "--manifest", manifest, "--type", "llm"))
        .as(output)
        .isZero();
    Files.delete(folder.resolve("rows.csv"));
    assertThat(run("show", "night")).isZero();
    assertThat(output).contains("hello ${date}");
    assertThat(run("run", "night")).as(output).isZero();
    assertThat(output).contains("manual");
    assertThat(run("add", "other", "--when", "0 2 * * *", "--manifest", manifest)).isNotZero();
    assertThat(output).contains("--manifest " + manifest + " cannot be read");
    assertThat(run("add", "other", "--when", "0 2 * * *", "--job", "{}", "--type", "llm"))
        .isNotZero();
    assertThat(output).contains("--type goes with --manifest");
  }

  @Test
  void an_expression_is_explained() {
    assertThat(run("next", "--when", "every 90m")).isZero();
    assertThat(output).contains("every 1 hour, 30 minutes");
    assertThat(run("next")).isEqualTo(2);
    assertThat(run("next", "--when", "0 25 * * *")).isEqualTo(4);
    assertThat(output).contains("when: ");
  }

  @Test
  void a_folder_is_applied_again_and_again_and_pruned() throws IOException {
    file("a.yaml", GOOD);
    file(
        "b.yml", GOOD.replace("name: a", "name: b") + "---\n" + GOOD.replace("name: a", "name: c"));
    file("notes.txt", "nothing");
    assertThat(run("apply", folder.toString())).as(output).isZero();
    assertThat(output.lines()).containsExactly("created a", "created b", "created c");
    file("a.yaml", GOOD.replace("hello", "good night"));
    Files.delete(folder.resolve("b.yml"));
    run("add", "mine", "--when", "@daily", "--job", "{\"type\":\"llm\",\"prompt\":\"x\"}");
    assertThat(run("apply", folder.toString(), "--prune")).as(output).isZero();
    assertThat(output.lines()).containsExactly("updated a", "removed b", "removed c");
    assertThat(run("apply", folder.toString(), "--prune")).isZero();
    assertThat(output.lines()).containsExactly("unchanged a");
    run("list");
    assertThat(output).contains("mine");
  }

  @Test
  void what_is_wrong_in_a_file_is_told_with_line_and_column() throws IOException {
    file("a.yaml", GOOD.replace("hello", "hello ${dat}"));
    assertThat(run("apply", folder.toString(), "--prune")).isEqualTo(4);
    assertThat(output).contains("a.yaml:6:13: target.job.prompt", "${dat}");
    file("a.yaml", GOOD.replace("when:", "wenn:"));
    assertThat(run("apply", folder.toString())).isEqualTo(4);
    assertThat(output).contains("a.yaml:2:7: wenn");
    file("a.yaml", GOOD.replace("\"0 2 * * *\"", "*/15 * * * *"));
    assertThat(run("apply", folder.toString())).isEqualTo(2);
    assertThat(output).contains("a.yaml:2:", "between quotes");
    file("a.yaml", GOOD + "name: again\n");
    assertThat(run("apply", folder.toString())).isEqualTo(2);
    assertThat(output).contains("a.yaml:7:");
    file("a.yaml", "x: &a [1]\ny: *a\n");
    assertThat(run("apply", folder.toString())).isEqualTo(2);
    assertThat(output).contains("aliases are not taken");
    file("a.yaml", GOOD);
    file("b.yaml", GOOD);
    assertThat(run("apply", folder.toString())).isEqualTo(2);
    assertThat(output).contains("b.yaml:1:7", "a.yaml:1:7");
    run("list");
    assertThat(output).contains("no schedules");
  }

  @Test
  void the_examples_can_be_applied() {
    Path examples = Path.of(System.getProperty("ai_scheduler.home", ".."), "examples", "schedules");
    assertThat(run("apply", examples.toString())).as(output).isZero();
    assertThat(output.lines()).containsExactly("created nightly-poem", "created time-signal");
  }
}

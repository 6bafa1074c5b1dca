package dev.aischeduler.web.cli.workflows;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aischeduler.web.app.RealApp;
import dev.aischeduler.web.app.RunningApp;
import dev.aischeduler.web.cli.TestCommands;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What a user does with workflows at the command line. */
@ExtendWith(RealApp.class)
final class WorkflowCommandTest {
  private final String url;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  @TempDir Path folder;

  WorkflowCommandTest(RunningApp app) {
    this.url = app.http().address();
  }

  private int run(String... args) {
    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
    String[] all = new String[args.length + 3];
    all[0] = "workflow";
    System.arraycopy(args, 0, all, 1, args.length);
    all[args.length + 1] = "--url";
    all[args.length + 2] = url;
    return TestCommands.run(new PrintWriter(out), new PrintWriter(err), all);
  }

  @Test
  void a_workflow_is_run_shown_and_done_again() throws Exception {
    Path file = folder.resolve("w.yaml");
    Files.writeString(
        file,
        """
        name: chain
        inputs: {n: 1}
        steps:
          a: {task: llm, request: {prompt: "a", max_tokens: "{{ inputs.n }}"}}
          b: {task: llm, request: {prompt: "{{ a.text }}b", max_tokens: 1}}
          c: {task: llm, needs: [a, b], request: {prompt: "c", max_tokens: 1}}
        outputs: {tokens: "{{ inputs.n }}"}
        """);
    assertThat(run("run", file.toString(), "--dry-run")).as(err.toString()).isZero();
    assertThat(out.toString()).contains("valid; its steps in order: a, b, c");

    assertThat(run("run", file.toString(), "--input", "n=2", "--watch"))
        .as(err.toString())
        .isZero();
    assertThat(out.toString()).contains("chain: succeeded, 3 of 3 steps done").contains("STEP");
    String id = out.toString().split(" ", 2)[0];

    assertThat(run("graph", id)).isZero();
    assertThat(out.toString())
        .contains(
            """
            chain (succeeded)
            └─ ✓ a (llm, succeeded)
               └─ ✓ b (llm, succeeded)
                  └─ ✓ c (llm, succeeded, needs a too)
            """
                .stripTrailing());
    assertThat(run("graph", id, "--format", "mermaid")).isZero();
    assertThat(out.toString()).contains("s_b --> s_c");
    assertThat(run("graph", id, "--format", "dot")).isZero();
    assertThat(out.toString()).contains("\"b\" -> \"c\";");
    assertThat(run("graph", id, "--format", "svg")).isEqualTo(2);
    assertThat(err.toString()).contains("must be one of tree, mermaid, dot");
    assertThat(run("jobs", id)).isZero();
    assertThat(out.toString()).contains("NUMBER", "succeeded");
    assertThat(run("outputs", id)).isZero();
    assertThat(out.toString()).contains("\"tokens\" : 2");
    assertThat(run("list", "--status", "succeeded", "--limit", "500")).isZero();
    assertThat(out.toString()).contains(id).contains("STEPS").contains("3/3");
    assertThat(run("rerun", id, "c")).as(err.toString()).isZero();
    assertThat(run("cancel", id)).isZero();
    assertThat(run("status", id)).isZero();
    assertThat(out.toString()).contains(id + " chain: ");
    assertThat(run("pause", id)).isNotZero();
    assertThat(err.toString()).contains("is over");
  }

  @Test
  void a_wrong_definition_is_told_with_lines_and_columns() throws Exception {
    Path file = folder.resolve("w.yaml");
    Files.writeString(
        file,
        """
        name: wrong
        steps:
          a: {task: llm, request: {prompt: "{{ b.text }}"}}
          c: {task: tts, request: {txt: "x"}}
        """);
    assertThat(run("run", file.toString(), "--dry-run")).isEqualTo(2);
    assertThat(err.toString())
        .contains("line 3, column 28: steps.a.request.prompt unknown step 'b'")
        .contains("line 4, column 28: steps.c.request.txt unknown field");
    assertThat(run("run", file.toString())).isEqualTo(4);
    assertThat(err.toString()).contains("line 3, column 28");
    assertThat(run("run", folder.resolve("none.yaml").toString())).isEqualTo(5);
  }
}

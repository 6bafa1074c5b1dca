package dev.aischeduler.web.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jline.terminal.Size;
import org.jline.terminal.impl.DumbTerminal;
import org.junit.jupiter.api.Test;

final class ProgressBarsTest {
  private final ByteArrayOutputStream screen = new ByteArrayOutputStream();

  private ProgressBars onTerminal(int columns) throws IOException {
    DumbTerminal terminal =
        new DumbTerminal(
            "test", "ansi", InputStream.nullInputStream(), screen, StandardCharsets.UTF_8);
    terminal.setSize(new Size(columns, 24));
    return ProgressBars.on(new LiveLines(terminal));
  }

  private static ProgressBar bar(double fraction, String note) {
    return new ProgressBar("image", fraction, note);
  }

  private String written() {
    return screen.toString(StandardCharsets.UTF_8);
  }

  @Test
  void a_terminal_redraws_the_same_line() throws IOException {
    try (ProgressBars bars = onTerminal(80)) {
      bars.show(List.of(bar(0, "queued")));
      bars.show(List.of(bar(0.5, "step 10/20")));
      bars.show(List.of(bar(1, "succeeded")));
      assertThat(written()).contains("queued", "#", "succeeded").doesNotContain("\n");
    }
    assertThat(written()).endsWith("\n");
  }

  @Test
  void no_line_is_wider_than_the_terminal_also_in_chinese() throws IOException {
    try (ProgressBars bars = onTerminal(40)) {
      bars.show(List.of(bar(0.25, "排队中，等待图像通道的空位，请稍候")));
    }
    String line = written().replaceAll("\\u001b\\[[0-9;?]*[a-zA-Z]|[\\r\\n]", "");
    assertThat(line).startsWith("image     [##--------]  25 % 排队中").hasSizeLessThan(36);
  }

  @Test
  void several_bars_are_lines_of_their_own_and_only_what_changed_is_drawn_again()
      throws IOException {
    ProgressBar one = new ProgressBar("one", 1, "succeeded");
    try (ProgressBars bars = onTerminal(80)) {
      bars.show(List.of(one, bar(0, "queued")));
      assertThat(written().lines()).hasSize(2);
      screen.reset();
      bars.show(List.of(one, bar(0.5, "step 10/20")));
      assertThat(written()).contains("step 10/20").doesNotContain("one");
    }
  }

  @Test
  void a_sentence_stays_above_the_bars() throws IOException {
    try (ProgressBars bars = onTerminal(80)) {
      bars.show(List.of(bar(0.5, "half")));
      bars.note("a sentence");
      bars.show(List.of(bar(0.5, "half")));
    }
    assertThat(written()).containsSubsequence("half", "a sentence", "\n", "half");
  }

  @Test
  void control_characters_of_a_note_do_not_reach_the_terminal() throws IOException {
    assertThat(bar(1, "a\u001b[2Jb\nc").text(80)).endsWith("100 % a [2Jb c");
  }

  @Test
  void elsewhere_each_change_is_a_line() {
    StringWriter out = new StringWriter();
    try (ProgressBars bars = ProgressBars.lines(new PrintWriter(out))) {
      bars.show(List.of(bar(0, "queued")));
      bars.show(List.of(bar(0.1, "running")));
      bars.show(List.of(bar(0.9, "running")));
      bars.note("a sentence");
    }
    assertThat(out.toString().lines())
        .containsExactly("image: queued", "image: running", "a sentence");
  }
}

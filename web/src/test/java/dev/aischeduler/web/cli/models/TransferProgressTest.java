package dev.aischeduler.web.cli.models;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aischeduler.web.terminal.LiveLines;
import dev.aischeduler.web.terminal.ProgressBars;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import org.jline.terminal.Size;
import org.jline.terminal.impl.DumbTerminal;
import org.junit.jupiter.api.Test;

final class TransferProgressTest {
  private final StringWriter written = new StringWriter();
  private final ByteArrayOutputStream screen = new ByteArrayOutputStream();
  private long nanos;

  private TransferProgress onTerminal() throws IOException {
    DumbTerminal terminal =
        new DumbTerminal(
            "test", "ansi", InputStream.nullInputStream(), screen, StandardCharsets.UTF_8);
    terminal.setSize(new Size(100, 24));
    return new TransferProgress(ProgressBars.on(new LiveLines(terminal)), () -> nanos);
  }

  private String drawn() {
    return screen.toString(StandardCharsets.UTF_8);
  }

  @Test
  void a_terminal_shows_a_bar_with_bytes_rate_and_time_to_go() throws IOException {
    try (TransferProgress progress = onTerminal()) {
      progress.started("onnx/model.onnx", 100_000_000, 0);
      nanos += 2_000_000_000L;
      progress.advanced(25_000_000);
      assertThat(drawn()).contains("model.onnx", "25.0 MB/100.0 MB 12.5 MB/s 0:06 left");
      progress.finished("onnx/model.onnx");
    }
    assertThat(drawn()).contains("100").endsWith("\n");
  }

  @Test
  void the_bar_is_not_drawn_for_each_byte() throws IOException {
    try (TransferProgress progress = onTerminal()) {
      progress.started("a.onnx", 1000, 0);
      int before = screen.size();
      for (int i = 0; i < 500; i++) {
        progress.advanced(1);
      }
      assertThat(screen.size()).isEqualTo(before);
    }
  }

  @Test
  void a_pipe_gets_plain_lines() {
    TransferProgress progress =
        new TransferProgress(ProgressBars.lines(new PrintWriter(written)), () -> 0);
    progress.started("onnx/model.onnx", 1000, 400);
    progress.advanced(150);
    progress.advanced(450);
    progress.finished("onnx/model.onnx");
    assertThat(written.toString())
        .isEqualToNormalizingNewlines(
            """
            onnx/model.onnx: 1.0 kB, continued after 400 B
            model.onnx: 50 %, 550 B/1.0 kB
            onnx/model.onnx: complete and checked
            """);
  }

  @Test
  void sizes_are_written_in_powers_of_ten() {
    assertThat(Bytes.text(999)).isEqualTo("999 B");
    assertThat(Bytes.text(786_156_820)).isEqualTo("786.2 MB");
    assertThat(Bytes.text(999_999_999)).isEqualTo("1.0 GB");
  }
}

package dev.aischeduler.web.cli.models;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aischeduler.web.terminal.ProgressBars;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

final class TransferProgressTest {
  private final StringWriter written = new StringWriter();

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

package dev.aischeduler.web.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

final class TransferProgressTest {
  private final StringWriter written = new StringWriter();
  private long nanos;

  private TransferProgress progress(boolean live) {
    return new TransferProgress(new PrintWriter(written), live, () -> nanos);
  }

  @Test
  void a_terminal_sees_a_bar_with_bytes_rate_and_time_to_go() {
    TransferProgress progress = progress(true);
    progress.started("onnx/model.onnx", 100_000_000, 0);
    nanos += 2_000_000_000L;
    progress.advanced(25_000_000);
    assertThat(written.toString())
        .contains("\rmodel.onnx           [###---------]  25% ")
        .contains("25.0 MB/100.0 MB 12.5 MB/s 0:06 left");
    progress.finished("onnx/model.onnx");
    assertThat(written.toString()).contains("100%").endsWith("\n");
  }

  @Test
  void the_bar_is_not_drawn_for_each_byte() {
    TransferProgress progress = progress(true);
    progress.started("a.onnx", 1000, 0);
    for (int i = 0; i < 500; i++) {
      progress.advanced(1);
    }
    assertThat(written.toString().split("\r", -1)).hasSizeLessThan(4);
  }

  @Test
  void a_pipe_gets_plain_lines() {
    TransferProgress progress = progress(false);
    progress.started("onnx/model.onnx", 1000, 400);
    progress.advanced(150);
    progress.advanced(450);
    progress.finished("onnx/model.onnx");
    assertThat(written.toString())
        .isEqualToNormalizingNewlines(
            """
            onnx/model.onnx: 1.0 kB, going on after 400 B
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

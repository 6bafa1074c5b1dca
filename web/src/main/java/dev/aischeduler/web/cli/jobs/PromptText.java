package dev.aischeduler.web.cli.jobs;

import dev.aischeduler.web.cli.exit.FileErrors;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** The text of a prompt: given as an argument, or on standard input. */
final class PromptText {
  private PromptText() {}

  /**
   * The text.
   *
   * @param argument the text itself; {@code -} reads standard input as UTF-8
   * @throws UncheckedIOException when it cannot be read or is not UTF-8
   */
  static String of(String argument) {
    if (!argument.equals("-")) {
      return argument;
    }
    try {
      ByteBuffer bytes = ByteBuffer.wrap(System.in.readAllBytes());
      return StandardCharsets.UTF_8.newDecoder().decode(bytes).toString().strip();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read standard input: " + FileErrors.reason(e), e);
    }
  }
}

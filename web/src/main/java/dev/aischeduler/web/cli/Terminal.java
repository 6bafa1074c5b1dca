package dev.aischeduler.web.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** The terminal or pipe that a command writes to. */
final class Terminal {
  private Terminal() {}

  /** True when a person at a terminal reads standard error. */
  static boolean interactive() {
    return isTerminal(2);
  }

  /** True when a person at a terminal types standard input. */
  static boolean typed() {
    return isTerminal(0);
  }

  /** Standard output in the terminal's encoding; UTF-8 for pipes and where ASCII is claimed. */
  static PrintWriter output() {
    return writer(FileDescriptor.out, "stdout.encoding");
  }

  /** Standard error, likewise. */
  static PrintWriter errors() {
    return writer(FileDescriptor.err, "stderr.encoding");
  }

  /**
   * All of standard input, as UTF-8.
   *
   * @throws UncheckedIOException when it cannot be read or is no UTF-8
   */
  static String input() {
    try {
      ByteBuffer bytes = ByteBuffer.wrap(System.in.readAllBytes());
      return StandardCharsets.UTF_8.newDecoder().decode(bytes).toString().strip();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read standard input: " + FileErrors.reason(e), e);
    }
  }

  /**
   * Asks Linux where the descriptor leads: from Java 22 on there is always a console, terminal or
   * not. Elsewhere the answer is no, and output comes in plain lines.
   */
  private static boolean isTerminal(int descriptor) {
    Path link = Path.of("/proc/self/fd/" + descriptor);
    try {
      return Files.isSymbolicLink(link)
          && Files.readSymbolicLink(link).toString().matches("/dev/(pts/|tty|console).*");
    } catch (IOException e) {
      return false;
    }
  }

  private static PrintWriter writer(FileDescriptor to, String property) {
    // Java 17 has the property under its older name, and only for terminals
    String claimed = System.getProperty(property, System.getProperty("sun." + property, "UTF-8"));
    Charset charset = Charset.forName(claimed);
    Charset used = fallback(charset);
    return new PrintWriter(new PrintStream(new FileOutputStream(to), true, used), true, used);
  }

  /** Plain ASCII (the C locale) shows UTF-8 at least on modern terminals. */
  private static Charset fallback(Charset charset) {
    return charset.equals(StandardCharsets.US_ASCII) ? StandardCharsets.UTF_8 : charset;
  }
}

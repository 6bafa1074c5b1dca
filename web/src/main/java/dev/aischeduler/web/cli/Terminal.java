package dev.aischeduler.web.cli;

import java.io.Console;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/** The terminal or pipe that a command writes to. */
final class Terminal {
  private Terminal() {}

  /** True when a person sits at a terminal. */
  static boolean interactive() {
    return System.console() != null;
  }

  /** Standard output in the terminal's encoding; UTF-8 for pipes and where ASCII is claimed. */
  static PrintWriter output() {
    return writer(FileDescriptor.out);
  }

  /** Standard error, likewise. */
  static PrintWriter errors() {
    return writer(FileDescriptor.err);
  }

  /** All of standard input, as UTF-8. */
  static String input() {
    try {
      return new String(System.in.readAllBytes(), StandardCharsets.UTF_8).strip();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read standard input", e);
    }
  }

  private static PrintWriter writer(FileDescriptor to) {
    Console console = System.console();
    Charset claimed = console == null ? StandardCharsets.UTF_8 : console.charset();
    Charset charset = claimed.equals(StandardCharsets.US_ASCII) ? StandardCharsets.UTF_8 : claimed;
    return new PrintWriter(new PrintStream(new FileOutputStream(to), true, charset), true, charset);
  }
}

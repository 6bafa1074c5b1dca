package dev.aischeduler.web.terminal;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.jline.terminal.spi.SystemStream;
import org.jline.terminal.spi.TerminalProvider;

/** Standard input, output and error of the process: their character sets, and what they lead to. */
public final class StandardStreams {
  private static final String ERRORS = "stderr.encoding";

  private StandardStreams() {}

  /** True when standard input is a terminal. */
  public static boolean inputIsTerminal() {
    return isTerminal(SystemStream.Input);
  }

  /** True when standard output is a terminal. */
  public static boolean outputIsTerminal() {
    return isTerminal(SystemStream.Output);
  }

  /** True when standard error is a terminal. */
  public static boolean errorIsTerminal() {
    return isTerminal(SystemStream.Error);
  }

  /** Columns of the terminal that standard output is; the largest number when it is none. */
  public static int outputColumns() {
    if (!outputIsTerminal()) {
      return Integer.MAX_VALUE;
    }
    try (Terminal terminal = TerminalBuilder.builder().nativeSignals(false).dumb(true).build()) {
      return terminal.getWidth() > 0 ? terminal.getWidth() : Integer.MAX_VALUE;
    } catch (IOException e) {
      return Integer.MAX_VALUE;
    }
  }

  /** Standard output in the terminal's encoding; UTF-8 for pipes and where ASCII is claimed. */
  public static PrintWriter output() {
    return writer(FileDescriptor.out, charset("stdout.encoding"));
  }

  /** Standard error, likewise. */
  public static PrintWriter errors() {
    return writer(FileDescriptor.err, errorCharset());
  }

  /** The character set of standard error. */
  static Charset errorCharset() {
    return charset(ERRORS);
  }

  /** From Java 22 on there is always a console, terminal or not, so the library is asked. */
  private static boolean isTerminal(SystemStream stream) {
    try {
      return TerminalProvider.load("exec").isSystemStream(stream);
    } catch (IOException e) {
      return false;
    }
  }

  private static PrintWriter writer(FileDescriptor to, Charset charset) {
    return new PrintWriter(new PrintStream(new FileOutputStream(to), true, charset), true, charset);
  }

  /** Plain ASCII (the C locale) shows UTF-8 at least on modern terminals. */
  private static Charset charset(String property) {
    // Java 17 has the property under its older name, and only for terminals
    String claimed = System.getProperty(property, System.getProperty("sun." + property, "UTF-8"));
    Charset charset = Charset.forName(claimed);
    return charset.equals(StandardCharsets.US_ASCII) ? StandardCharsets.UTF_8 : charset;
  }
}

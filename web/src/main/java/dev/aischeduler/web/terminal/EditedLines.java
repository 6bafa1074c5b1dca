package dev.aischeduler.web.terminal;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.UserInterruptException;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.jspecify.annotations.Nullable;

/** Lines that a person types at a terminal, with editing and a history. For one thread. */
public final class EditedLines implements AutoCloseable {
  private final Terminal terminal;
  private final LineReader reader;

  /** Lines from a terminal, which {@link #close} closes. */
  EditedLines(Terminal terminal) {
    this.terminal = terminal;
    this.reader =
        LineReaderBuilder.builder()
            .terminal(terminal)
            // an exclamation mark and a backslash are SQL, not commands of the editor
            .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true)
            .build();
  }

  /** Lines from the process's terminal. */
  public static EditedLines ofTerminal() {
    try {
      return new EditedLines(TerminalBuilder.terminal());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot open the terminal", e);
    }
  }

  /** The next line; empty after Ctrl-C, null after Ctrl-D on an empty line. */
  public @Nullable String read(String prompt) {
    try {
      return reader.readLine(prompt);
    } catch (UserInterruptException e) {
      return "";
    } catch (EndOfFileException e) {
      return null;
    }
  }

  @Override
  public void close() {
    try {
      terminal.close();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot reset the terminal", e);
    }
  }
}

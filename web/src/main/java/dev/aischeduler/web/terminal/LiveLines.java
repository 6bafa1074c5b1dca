package dev.aischeduler.web.terminal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.jline.utils.AttributedString;
import org.jline.utils.Display;

/** The lowest lines of a terminal, redrawn in place. For one thread. */
public final class LiveLines implements AutoCloseable {
  private static final int COLUMNS = 80;
  private static final int ROWS = 24;

  private static final AttributedString END = new AttributedString("\n");

  private final Terminal terminal;
  private final Display display;
  private boolean drawn;

  /** Lines of a terminal, which {@link #close} closes. */
  public LiveLines(Terminal terminal) {
    this.terminal = terminal;
    this.display = new Display(terminal, false);
  }

  /** Lines on standard error; empty when that is no terminal. */
  public static Optional<LiveLines> onErrors() {
    if (!StandardStreams.errorIsTerminal()) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new LiveLines(
              TerminalBuilder.builder()
                  .systemOutput(TerminalBuilder.SystemOutput.SysErr)
                  .encoding(StandardStreams.errorCharset())
                  .nativeSignals(false)
                  .dumb(false)
                  .build()));
    } catch (IOException | IllegalStateException e) {
      // for example when standard input is a pipe; plain lines serve as well
      return Optional.empty();
    }
  }

  /** Columns of the terminal; 80 when it does not tell. */
  public int columns() {
    return terminal.getWidth() > 0 ? terminal.getWidth() : COLUMNS;
  }

  /** Shows these lines in place of the ones shown before, each cut to the terminal's width. */
  public void show(List<String> lines) {
    int rows = terminal.getHeight() > 0 ? terminal.getHeight() : ROWS;
    Size size = new Size(columns(), rows);
    display.resize(size.getRows(), size.getColumns());
    // a line more than the terminal has would scroll at every redraw
    List<AttributedString> cut = new ArrayList<>();
    for (String line : lines.subList(Math.max(0, lines.size() - rows + 1), lines.size())) {
      cut.add(new AttributedString(line).columnSubSequence(0, size.getColumns() - 1));
    }
    int last = cut.size() - 1;
    // without its end a line would be filled up with spaces to make the terminal wrap
    for (int i = 0; i < last; i++) {
      cut.set(i, AttributedString.join(AttributedString.EMPTY, cut.get(i), END));
    }
    display.update(cut, last < 0 ? 0 : size.cursorPos(last, cut.get(last).columnLength()));
    terminal.flush();
    drawn = !cut.isEmpty();
  }

  /** Removes the lines, so that other output can take their place. */
  public void clear() {
    if (drawn) {
      show(List.of());
      display.reset();
    }
  }

  /** Leaves the lines as they are; the next ones come below. */
  public void keep() {
    if (drawn) {
      terminal.writer().println();
      terminal.flush();
      display.reset();
      drawn = false;
    }
  }

  /** Prints a line that stays. */
  public void print(String line) {
    clear();
    terminal.writer().println(line);
    terminal.flush();
  }

  /** Leaves the lines as they are and the terminal as it was. */
  @Override
  public void close() {
    keep();
    try {
      terminal.close();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot reset the terminal", e);
    }
  }
}

package dev.aischeduler.db.shell;

import dev.aischeduler.db.failure.DatabaseException;
import java.io.PrintWriter;
import java.util.Optional;

/** The dialogue: a prompt, lines gathered to statements, commands that start with a backslash. */
final class ShellLoop {
  private static final String HELP =
      """
      SQL ends with a semicolon. Besides:
        \\d          tables and views
        \\d NAME     columns of one of them
        \\f FORMAT   print as table, json or csv
        \\q          leave
      """;

  private final DatabaseShell shell;
  private final PrintWriter out;
  private Format format;
  private String pending = "";

  ShellLoop(DatabaseShell shell, PrintWriter out, Format format) {
    this.shell = shell;
    this.out = out;
    this.format = format;
  }

  void run(LineSource lines) {
    boolean more = true;
    while (more) {
      String line = lines.read(pending.isEmpty() ? "sql> " : "...> ");
      more = line != null && accept(line);
    }
    out.println();
    out.flush();
  }

  /** False when the dialogue is over. */
  private boolean accept(String line) {
    String command = line.strip();
    if (pending.isEmpty() && (command.equals("\\q") || command.equals("exit"))) {
      return false;
    }
    if (pending.isEmpty() && command.startsWith("\\")) {
      command(command);
      return true;
    }
    SqlScript script = SqlScript.parse(pending + line + "\n");
    script.statements().forEach(this::attempt);
    pending = script.rest().isBlank() ? "" : script.rest();
    return true;
  }

  private void command(String command) {
    if (Catalogue.isCommand(command)) {
      attempt(command);
    } else if (command.startsWith("\\f")) {
      Optional<Format> wanted = Format.fromWireName(command.substring(2).strip());
      format = wanted.orElse(format);
      out.println("Format is " + format.wireName());
    } else {
      out.print(HELP);
    }
    out.flush();
  }

  private void attempt(String sql) {
    try {
      shell.run(sql, out, format);
    } catch (DatabaseException e) {
      out.println(e.getMessage());
      out.flush();
    }
  }
}

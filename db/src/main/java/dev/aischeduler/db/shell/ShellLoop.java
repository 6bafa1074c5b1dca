package dev.aischeduler.db.shell;

import dev.aischeduler.db.failure.DatabaseException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Optional;

/** Statements and commands line by line, typed by a person or read from a script. */
final class ShellLoop {
  private static final String HELP =
      """
      SQL ends with a semicolon. Besides:
        \\d          tables and views
        \\d NAME     columns of one of them
        \\f FORMAT   print as table, json or csv
        \\q          leave
      """;

  private static final String BYTE_ORDER_MARK = "\uFEFF";

  private final DatabaseShell shell;
  private final PrintWriter out;
  private final boolean script;
  private Format format;
  private String pending = "";

  /**
   * A loop that has read nothing yet.
   *
   * @param script true stops at the first failure and throws it; false prints failures and goes on
   */
  ShellLoop(DatabaseShell shell, PrintWriter out, Format format, boolean script) {
    this.shell = shell;
    this.out = out;
    this.format = format;
    this.script = script;
  }

  void dialogue(LineSource lines) {
    boolean more = true;
    while (more) {
      String line = lines.read(pending.isEmpty() ? "sql> " : "...> ");
      more = line != null && accept(line);
    }
    out.println();
    out.flush();
  }

  /** The last statement needs no semicolon. */
  void script(BufferedReader lines) throws IOException {
    String line = lines.readLine();
    if (line != null && line.startsWith(BYTE_ORDER_MARK)) {
      line = line.substring(1);
    }
    while (line != null && accept(line)) {
      line = lines.readLine();
    }
    SqlScript.parse(pending).all().forEach(this::attempt);
  }

  /** False when there is to be no further line. */
  private boolean accept(String line) {
    String command = line.strip();
    if (pending.isEmpty() && (command.equals("\\q") || command.equals("exit"))) {
      return false;
    }
    if (pending.isEmpty() && command.startsWith("\\")) {
      command(command);
      return true;
    }
    SqlScript statements = SqlScript.parse(pending + line + "\n");
    statements.statements().forEach(this::attempt);
    pending = statements.rest().isBlank() ? "" : statements.rest();
    return true;
  }

  private void command(String command) {
    if (Catalogue.isCommand(command)) {
      attempt(command);
    } else if (command.startsWith("\\f")) {
      format(command.substring(2).strip());
    } else if (script) {
      throw new DatabaseException("No such command: " + command + "\n" + HELP.stripTrailing());
    } else {
      out.print(HELP);
    }
    out.flush();
  }

  private void format(String name) {
    Optional<Format> wanted = Format.fromWireName(name);
    if (wanted.isPresent()) {
      format = wanted.get();
      if (!script) {
        out.println("Format is " + format.wireName());
      }
    } else {
      failed(new DatabaseException("No such format: " + name + "; use table, json or csv"));
    }
  }

  private void attempt(String sql) {
    try {
      shell.run(sql, out, format);
    } catch (DatabaseException e) {
      failed(e);
    }
  }

  private void failed(DatabaseException e) {
    if (script) {
      throw e;
    }
    out.println(e.getMessage());
    out.flush();
  }
}

package dev.aischeduler.db.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Text cut into SQL statements at semicolons that stand outside of quotes and comments.
 *
 * @param statements complete statements, without semicolon and never blank
 * @param rest text after the last semicolon: a statement that is not complete yet
 */
record SqlScript(List<String> statements, String rest) {
  /**
   * What may hold a semicolon: strings, quoted names, comments, dollar-quoted text. What is not
   * closed reaches to the end.
   */
  private static final Pattern OPAQUE =
      Pattern.compile(
          "'[^']*(?:'|\\z)|\"[^\"]*(?:\"|\\z)|--[^\\n]*|/\\*.*?(?:\\*/|\\z)"
              + "|\\$(\\w*)\\$.*?(?:\\$\\1\\$|\\z)|;",
          Pattern.DOTALL);

  private static final Pattern COMMENT =
      Pattern.compile("\\s+|--[^\\n]*|/\\*.*?(?:\\*/|\\z)", Pattern.DOTALL);

  private static final Pattern WORD = Pattern.compile("\\w+");

  static SqlScript parse(String text) {
    List<String> statements = new ArrayList<>();
    int start = 0;
    Matcher matcher = OPAQUE.matcher(text);
    while (matcher.find()) {
      if (matcher.group().equals(";")) {
        add(statements, text.substring(start, matcher.start()));
        start = matcher.end();
      }
    }
    return new SqlScript(statements, text.substring(start));
  }

  /** All statements, where the last one needs no semicolon. */
  List<String> all() {
    List<String> all = new ArrayList<>(statements);
    add(all, rest);
    return all;
  }

  private static void add(List<String> statements, String statement) {
    if (!withoutLeadingComments(statement).isEmpty()) {
      statements.add(statement.strip());
    }
  }

  /** The first word of a statement in upper case; empty if it starts with something else. */
  static String keyword(String statement) {
    String text = withoutLeadingComments(statement).replaceFirst("^[\\s(]+", "");
    Matcher word = WORD.matcher(text);
    return word.lookingAt() ? word.group().toUpperCase(Locale.ROOT) : "";
  }

  private static String withoutLeadingComments(String statement) {
    Matcher matcher = COMMENT.matcher(statement);
    int start = 0;
    while (matcher.region(start, statement.length()).lookingAt()) {
      start = matcher.end();
    }
    return statement.substring(start);
  }
}

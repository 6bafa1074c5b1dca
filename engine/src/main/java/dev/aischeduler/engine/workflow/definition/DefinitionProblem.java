package dev.aischeduler.engine.workflow.definition;

/**
 * What is wrong with a definition.
 *
 * @param line where, 1..; 0 when the definition was not given as a text
 * @param column where in the line, 1..; 0 as above
 * @param path of the field, such as {@code steps.page.needs[0]}; empty for the whole
 * @param message what is wrong and the remedy
 */
public record DefinitionProblem(int line, int column, String path, String message) {

  /** One line for people. */
  public String text() {
    String where = line == 0 ? "" : "line " + line + ", column " + column + ": ";
    return where + (path.isEmpty() ? "" : path + " ") + message;
  }
}

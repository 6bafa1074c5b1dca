package dev.aischeduler.engine.workflow.definition;

import java.util.List;
import java.util.stream.Collectors;

/** A definition that cannot be run. The message lists what is wrong, one problem a line. */
public final class InvalidDefinitionException extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final transient List<DefinitionProblem> problems;

  /**
   * With what is wrong.
   *
   * @param problems at least one, in the order of the text
   */
  public InvalidDefinitionException(List<DefinitionProblem> problems) {
    super(problems.stream().map(DefinitionProblem::text).collect(Collectors.joining("\n")));
    this.problems = List.copyOf(problems);
  }

  /** What is wrong, in the order of the text. */
  public List<DefinitionProblem> problems() {
    return problems;
  }
}

package dev.aischeduler.config.loading;

import java.util.List;
import java.util.stream.Collectors;

/** A configuration that cannot be used, with every problem in it. */
public final class SettingsException extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final transient List<SettingProblem> problems;

  /** Carries the problems in the order in which they were found; at least one. */
  public SettingsException(List<SettingProblem> problems) {
    super(
        problems.stream()
            .map(problem -> "\n  " + problem)
            .collect(Collectors.joining("", headline(problems.size()), "")));
    this.problems = List.copyOf(problems);
  }

  /** All problems found. */
  public List<SettingProblem> problems() {
    return problems;
  }

  private static String headline(int count) {
    return "the configuration has " + (count == 1 ? "a problem:" : count + " problems:");
  }
}

package dev.aischeduler.jobs.llm.grammar;

import java.util.List;

/** Alternatives. */
record Choice(List<Rule> alternatives, int least) implements Rule {
  @Override
  public void derive(int value, Stack rest, StackSet out) {
    for (int i = 0; i < alternatives.size(); i++) {
      alternatives.get(i).derive(value, rest, out);
    }
  }
}

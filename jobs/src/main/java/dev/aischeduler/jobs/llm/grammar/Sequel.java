package dev.aischeduler.jobs.llm.grammar;

/** A rule and what follows it. */
record Sequel(Rule first, Rule then, int least) implements Rule {
  @Override
  public void derive(int value, Stack rest, StackSet out) {
    first.derive(value, rest.push(then), out);
    if (first.nullable()) {
      then.derive(value, rest, out);
    }
  }
}

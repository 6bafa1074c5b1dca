package dev.aischeduler.jobs.llm.grammar;

import org.jspecify.annotations.Nullable;

/** What must follow, the next rule on top. Immutable; stacks share what lies below. */
final class Stack {
  /** Nothing follows. */
  static final Stack END = new Stack(Rules.EMPTY, null, 0);

  private final Rule rule;
  private final @Nullable Stack below;
  private final int least;
  private final int hash;

  private Stack(Rule rule, @Nullable Stack below, int least) {
    this.rule = rule;
    this.below = below;
    this.least = least;
    this.hash = (below == null ? 0 : 31 * below.hash) + rule.hash();
  }

  /** This stack under another rule. */
  Stack push(Rule above) {
    return above == Rules.EMPTY ? this : new Stack(above, this, Rules.plus(above.least(), least));
  }

  /** Bytes of the shortest text that completes it. */
  int least() {
    return least;
  }

  /** Adds the stacks that may follow a byte. */
  void derive(int value, StackSet out) {
    Stack top = this;
    while (top.below != null) {
      top.rule.derive(value, top.below, out);
      if (!top.rule.nullable()) {
        return;
      }
      top = top.below;
    }
  }

  /** Whether both are known to be the same; equal stacks may be taken for different ones. */
  boolean same(Stack other) {
    if (hash != other.hash) {
      return false;
    }
    Stack mine = this;
    Stack its = other;
    while (mine != its) {
      if (mine == null || its == null || !mine.rule.same(its.rule)) {
        return false;
      }
      mine = mine.below;
      its = its.below;
    }
    return true;
  }
}

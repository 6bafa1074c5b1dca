package dev.aischeduler.jobs.llm.grammar;

import org.jspecify.annotations.Nullable;

/**
 * How far a text has come in its grammar. Every state can be completed, by one byte after the other
 * of which each makes {@link #least} smaller by one. Immutable.
 */
public final class State {
  private final Stack[] stacks;
  private final int least;

  private State(Stack[] stacks) {
    this.stacks = stacks;
    int shortest = Integer.MAX_VALUE;
    for (Stack stack : stacks) {
      shortest = Math.min(shortest, stack.least());
    }
    this.least = shortest;
  }

  /**
   * Before the first byte.
   *
   * @param rule matches at least one text
   */
  public static State start(Rule rule) {
    return new State(new Stack[] {Stack.END.push(rule)});
  }

  /** After one more byte, 0..255; null when no text of the grammar goes on with it. */
  public @Nullable State next(int value) {
    StackSet out = new StackSet();
    for (Stack stack : stacks) {
      stack.derive(value, out);
    }
    Stack[] next = out.toArray();
    return next.length == 0 ? null : new State(next);
  }

  /** Bytes that are needed at least to complete the text. */
  public int least() {
    return least;
  }

  /** Whether the text may end here. */
  public boolean complete() {
    return least == 0;
  }
}

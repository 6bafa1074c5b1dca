package dev.aischeduler.jobs.llm.grammar;

import java.util.ArrayList;
import java.util.List;

/**
 * The ways in which a text can go on. Ways beyond {@link #MOST} are forgotten, all but the
 * shortest: what remains still completes the text. Confined to one thread.
 */
final class StackSet {
  /** Bounds the time for a byte where a schema has many alternatives that begin alike. */
  static final int MOST = 64;

  private final List<Stack> stacks = new ArrayList<>(4);
  private int shortest;

  void add(Stack stack) {
    for (Stack known : stacks) {
      if (known.same(stack)) {
        return;
      }
    }
    if (stacks.size() < MOST) {
      stacks.add(stack);
      if (stack.least() < stacks.get(shortest).least()) {
        shortest = stacks.size() - 1;
      }
    } else if (stack.least() < stacks.get(shortest).least()) {
      stacks.set(shortest, stack);
    }
  }

  /** Those that were added. */
  Stack[] toArray() {
    return stacks.toArray(Stack[]::new);
  }
}

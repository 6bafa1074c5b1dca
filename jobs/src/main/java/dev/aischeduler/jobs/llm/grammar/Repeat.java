package dev.aischeduler.jobs.llm.grammar;

/**
 * A rule, several times.
 *
 * @param item does not match the empty text
 * @param min fewest times
 * @param max most times, at least 1; {@link #UNBOUNDED} for no limit
 */
record Repeat(Rule item, int min, int max) implements Rule {
  static final int UNBOUNDED = Integer.MAX_VALUE;

  @Override
  public int least() {
    return (int) Math.min((long) min * item.least(), UNSATISFIABLE - 1);
  }

  @Override
  public void derive(int value, Stack rest, StackSet out) {
    item.derive(value, max == 1 ? rest : rest.push(again()), out);
  }

  @Override
  public boolean same(Rule other) {
    return other instanceof Repeat repeat
        && item == repeat.item
        && min == repeat.min
        && max == repeat.max;
  }

  @Override
  public int hash() {
    return (System.identityHashCode(item) * 31 + min) * 31 + max;
  }

  private Repeat again() {
    boolean same = min == 0 && max == UNBOUNDED;
    return same
        ? this
        : new Repeat(item, Math.max(0, min - 1), max == UNBOUNDED ? UNBOUNDED : max - 1);
  }
}

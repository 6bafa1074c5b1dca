package dev.aischeduler.jobs.llm.grammar;

/**
 * A grammar rule over bytes: the texts that it matches, told by its derivatives (Brzozowski 1964,
 * Antimirov 1996), that is what must follow after a byte. Rules are trees without cycles, so
 * recursion of a schema is unrolled to a bounded depth when its rule is made. Immutable.
 */
public sealed interface Rule permits ByteSet, Choice, FreeText, Literal, Repeat, Sequel {

  /** {@link #least} of a rule that matches nothing. */
  int UNSATISFIABLE = Integer.MAX_VALUE;

  /** Bytes of the shortest text that it matches; {@link #UNSATISFIABLE} when there is none. */
  int least();

  /**
   * Adds what may follow this rule's first byte.
   *
   * @param value the byte, 0..255
   * @param rest what follows the rule
   * @param out gets a stack for each way to go on
   */
  void derive(int value, Stack rest, StackSet out);

  /**
   * Whether both are known to match the same texts, so that ways which meet again are seen to be
   * one; two that match the same may be taken for different ones.
   */
  default boolean same(Rule other) {
    return this == other;
  }

  /** Equal for rules that are the same by {@link #same}. */
  default int hash() {
    return System.identityHashCode(this);
  }

  /** Whether it matches the empty text. */
  default boolean nullable() {
    return least() == 0;
  }
}

package dev.aischeduler.jobs.llm.grammar;

import dev.aischeduler.jobs.llm.sampling.TokenFilter;
import dev.aischeduler.jobs.llm.text.TokenBytes;
import java.util.BitSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Keeps one answer within a grammar. The answer may end only where the grammar is complete, and
 * must end where nothing else may follow. As soon as the tokens that are left suffice for the
 * shortest end, at one byte each, the answer will be complete before they are used up: a token is
 * refused when too few would be left after it.
 *
 * <p>Confined to one thread at a time; {@link #complete} may be called by another once the answer
 * has ended.
 */
public final class GrammarFilter implements TokenFilter {
  private static final int UNLIMITED = Integer.MAX_VALUE;

  private final TokenBytes tokens;
  private final BitSet ends = new BitSet();
  private final BitSet first = new BitSet(256);
  private State state;

  /** Tokens that may still come. */
  private int left;

  /** {@link #left} if they suffice, else {@link #UNLIMITED}. */
  private int limit;

  /**
   * Before the first token.
   *
   * @param endTokens ids of tokens that end an answer
   * @param maxTokens most tokens of the answer, at least 1
   */
  public GrammarFilter(Rule rule, TokenBytes tokens, Set<Integer> endTokens, int maxTokens) {
    this.tokens = tokens;
    this.state = State.start(rule);
    this.left = maxTokens;
    endTokens.forEach(ends::set);
    lookAhead();
  }

  /**
   * Finds the bytes that a token may begin with; nearly every other token needs no further look.
   */
  private void lookAhead() {
    limit = state.least() <= left ? left : UNLIMITED;
    for (int value = 0; value < 256; value++) {
      State next = state.next(value);
      first.set(value, next != null && next.least() < Math.max(1, limit));
    }
  }

  @Override
  public boolean plausible(int token) {
    int head = tokens.first(token);
    return head >= 0 ? first.get(head) : ends.get(token) && state.complete();
  }

  @Override
  public boolean accepts(int token) {
    if (ends.get(token)) {
      return state.complete();
    }
    State next = after(token);
    return next != null && next.least() < limit;
  }

  @Override
  public void taken(int token) {
    State next = after(token);
    if (ends.get(token) || next == null) {
      return;
    }
    state = next;
    left--;
    lookAhead();
  }

  private @Nullable State after(int token) {
    State next = state;
    for (int i = 0; i < tokens.length(token) && next != null; i++) {
      next = next.next(tokens.at(token, i));
    }
    return next;
  }

  /** Whether the answer is a whole text of the grammar. */
  public boolean complete() {
    return state.complete();
  }

  /** Whether it is complete and no other end was within its tokens, so nothing of it is cut off. */
  public boolean whole() {
    return state.complete() && first.isEmpty();
  }
}

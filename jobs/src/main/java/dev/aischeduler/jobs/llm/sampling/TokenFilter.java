package dev.aischeduler.jobs.llm.sampling;

/**
 * Says which tokens may come next in one answer. Confined to one thread at a time: that of the
 * model.
 */
public interface TokenFilter {

  /** Whether a token may be acceptable; quick, asked of the whole vocabulary in every step. */
  boolean plausible(int token);

  /** Whether a plausible token may come next. */
  boolean accepts(int token);

  /** A token came next. */
  void taken(int token);
}

package dev.aischeduler.jobs.llm.batch;

import ai.onnxruntime.OrtException;
import dev.aischeduler.jobs.llm.sampling.TokenSampler;
import dev.aischeduler.jobs.model.RunFailure;
import dev.aischeduler.jobs.step.Work;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * One answer of a language model: a queue of tokens from the thread of the model, which samples
 * them and never waits for the job, to the thread of the job, which takes them and may cancel at
 * any time. Thread-safe.
 */
public final class Sequence implements Work {
  /** Returned by {@link #take} when no token follows. */
  public static final int END = -1;

  /**
   * Shortest time between two wake-ups of a job that waits for tokens, in nanoseconds. A thread
   * that wakes for every token takes a core from the model's computation; tokens sampled meanwhile
   * are taken together. Readers do not notice a delay of 20 ms.
   */
  private static final long WAKE_INTERVAL_NANOS = 20_000_000;

  private final long[] prompt;
  private final int maxTokens;
  private final int priority;
  private final TokenSampler sampler;
  private final Set<Integer> endTokens;

  private final ReentrantLock lock = new ReentrantLock();

  /** A token was added, or the answer is over. */
  private final Condition more = lock.newCondition();

  /** The answer has ended or was cancelled. */
  private final Condition over = lock.newCondition();

  private int[] tokens = new int[64];
  private int drawn;
  private int taken;
  private long lastWake = System.nanoTime() - WAKE_INTERVAL_NANOS;
  private boolean ended;
  private boolean cancelled;
  private @Nullable Throwable failure;
  private Runnable onCancel = () -> {};

  /**
   * Creates an answer that has not started.
   *
   * @param prompt token ids of the prompt, at least one; not copied
   * @param maxTokens most tokens to sample, at least 1
   * @param priority 0..9, 9 runs first
   * @param sampler samples the tokens; used by the model's thread only
   * @param endTokens token ids that end the answer and are not part of it
   */
  public Sequence(
      long[] prompt, int maxTokens, int priority, TokenSampler sampler, Set<Integer> endTokens) {
    this.prompt = prompt;
    this.maxTokens = maxTokens;
    this.priority = priority;
    this.sampler = sampler;
    this.endTokens = endTokens;
  }

  /** Token ids of the prompt; not a copy. */
  public long[] prompt() {
    return prompt;
  }

  /** Most tokens of prompt and answer together. */
  public int reach() {
    return prompt.length + maxTokens;
  }

  @Override
  public int priority() {
    return priority;
  }

  /**
   * Returns the next token of the answer; waits until there is one. A waiting job is woken at most
   * every 20 ms, but at once for the first token and at the end. Called by one thread.
   *
   * @return a token id, or {@link #END} when the answer is complete or was cancelled
   * @throws OrtException when the model cannot be run; a {@code RuntimeException} or {@code
   *     OutOfMemoryError} of the model's thread is rethrown as well
   * @throws InterruptedException when interrupted while waiting
   */
  public int take() throws InterruptedException, OrtException {
    lock.lockInterruptibly();
    try {
      if (taken == drawn) {
        awaitInterval();
        while (taken == drawn && !isOver()) {
          more.await();
        }
        lastWake = System.nanoTime();
      }
      if (taken < drawn && !cancelled) {
        return tokens[taken++];
      }
      if (cancelled || failure == null) {
        return END;
      }
      throw RunFailure.rethrow(failure);
    } finally {
      lock.unlock();
    }
  }

  private void awaitInterval() throws InterruptedException {
    long left = lastWake + WAKE_INTERVAL_NANOS - System.nanoTime();
    while (left > 0 && !isOver()) {
      left = over.awaitNanos(left);
    }
  }

  private boolean isOver() {
    return ended || cancelled;
  }

  private void signal() {
    more.signalAll();
    if (isOver()) {
      over.signalAll();
    }
  }

  /**
   * Cancels the answer. The model's thread releases its memory before its next step; later calls of
   * {@link #take} return {@link #END}. Does not wait; may be called more than once.
   */
  public void cancel() {
    Runnable action;
    lock.lock();
    try {
      cancelled = true;
      action = onCancel;
      signal();
    } finally {
      lock.unlock();
    }
    action.run();
  }

  @Override
  public boolean isCancelled() {
    lock.lock();
    try {
      return cancelled;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Sets the action that {@link #cancel} runs; runs it at once if the answer is already cancelled.
   */
  void onCancel(Runnable action) {
    boolean now;
    lock.lock();
    try {
      onCancel = action;
      now = cancelled;
    } finally {
      lock.unlock();
    }
    if (now) {
      action.run();
    }
  }

  /**
   * Samples the next token and adds it to the queue. Called by the model's thread.
   *
   * @param logits one for each token of the vocabulary; changed by the call
   * @return the token to read in the next step, or {@link #END} when the answer has ended, failed
   *     or was cancelled
   */
  int draw(float[] logits) {
    int token;
    try {
      token = sampler.next(logits);
    } catch (RuntimeException e) {
      fail(e);
      return END;
    }
    lock.lock();
    try {
      if (endTokens.contains(token)) {
        ended = true;
      } else {
        if (drawn == tokens.length) {
          tokens = Arrays.copyOf(tokens, drawn * 2);
        }
        tokens[drawn++] = token;
        ended = drawn == maxTokens;
      }
      signal();
      return ended || cancelled ? END : token;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void fail(Throwable why) {
    lock.lock();
    try {
      if (!ended) {
        ended = true;
        failure = why;
        signal();
      }
    } finally {
      lock.unlock();
    }
  }
}

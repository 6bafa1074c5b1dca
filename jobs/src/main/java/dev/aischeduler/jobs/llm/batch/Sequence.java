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
 * One answer, between the thread of its job, which takes tokens and may cancel at any time, and the
 * thread of the model, which draws them. Tokens wait here, so neither thread waits for the other's
 * work. Thread-safe.
 */
public final class Sequence implements Work {
  /** What {@link #take} returns when no token follows. */
  public static final int END = -1;

  /**
   * How long its job rests after it has taken all tokens, in nanoseconds. What a quick model draws
   * meanwhile is taken together: a thread that wakes for each token takes the core away on which
   * the model computes the next one. Nobody sees a text grow faster than 50 times a second.
   */
  private static final long REST_NANOS = 20_000_000;

  private final long[] prompt;
  private final int maxTokens;
  private final int priority;
  private final TokenSampler sampler;
  private final Set<Integer> endTokens;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition more = lock.newCondition();
  private final Condition over = lock.newCondition();
  private int[] tokens = new int[64];
  private int drawn;
  private int taken;
  private long lastLook = System.nanoTime() - REST_NANOS;
  private boolean ended;
  private boolean cancelled;
  private @Nullable Throwable failure;
  private Runnable onCancel = () -> {};

  /**
   * An answer that is not started yet.
   *
   * @param prompt ids to read first; at least one
   * @param maxTokens most tokens to draw, at least 1
   * @param priority 0..9, 9 runs first
   * @param endTokens ids that end the answer and are not part of it
   */
  public Sequence(
      long[] prompt, int maxTokens, int priority, TokenSampler sampler, Set<Integer> endTokens) {
    this.prompt = prompt;
    this.maxTokens = maxTokens;
    this.priority = priority;
    this.sampler = sampler;
    this.endTokens = endTokens;
  }

  /** Ids to read first. */
  public long[] prompt() {
    return prompt;
  }

  /** Most tokens of prompt and answer. */
  public int reach() {
    return prompt.length + maxTokens;
  }

  @Override
  public int priority() {
    return priority;
  }

  /**
   * The next token of the answer, waiting for it; {@link #END} when there is none, also after
   * {@link #cancel}. A token waits here for 20 ms at most, the first and the last not at all.
   *
   * @throws OrtException when the model cannot be run; {@code RuntimeException} and {@code
   *     OutOfMemoryError} of the model's thread are rethrown here
   */
  public int take() throws InterruptedException, OrtException {
    lock.lockInterruptibly();
    try {
      if (taken == drawn) {
        rest();
        while (taken == drawn && !isOver()) {
          more.await();
        }
        lastLook = System.nanoTime();
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

  private void rest() throws InterruptedException {
    long rest = lastLook + REST_NANOS - System.nanoTime();
    while (rest > 0 && !isOver()) {
      rest = over.awaitNanos(rest);
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

  /** Cancels the answer; the model's thread frees what it holds before its next step. */
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

  /** Sets an action that {@link #cancel} runs; runs it at once if it was called. */
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
   * Samples the next token and queues it for the job.
   *
   * @param logits one for each token of the vocabulary; changed by the call
   * @return the token to read in the next step, or {@link #END} when the answer ends here
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

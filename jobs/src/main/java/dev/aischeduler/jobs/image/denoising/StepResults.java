package dev.aischeduler.jobs.image.denoising;

import ai.onnxruntime.OrtException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * The pictures of one job, between the job's thread, which shows how they grow and may leave at any
 * time, and the thread of the model, which denoises them. Thread-safe.
 */
public final class StepResults {
  private final int priority;
  private final BlockingQueue<News> news = new LinkedBlockingQueue<>();
  private volatile boolean left;
  private volatile Runnable whenLeft = () -> {};

  private sealed interface News {}

  /**
   * One step of one picture.
   *
   * @param image index of the picture, from 0
   * @param step steps done of it, from 1
   * @param latents where the next step starts; after the last step, the finished latents
   * @param clean the finished latents as estimated now
   * @param last whether the picture is finished
   * @param nanos time of the step, however many pictures it served
   */
  public record Stroke(
      int image, int step, float[] latents, float[] clean, boolean last, long nanos)
      implements News {}

  private record Failure(Throwable why) implements News {}

  /**
   * Nothing drawn yet.
   *
   * @param priority 0..9, 9 goes first
   */
  public StepResults(int priority) {
    this.priority = priority;
  }

  /** 0..9, 9 goes first. */
  int priority() {
    return priority;
  }

  /**
   * The next step of any picture, waiting for it.
   *
   * @throws OrtException when the model cannot be run; {@code RuntimeException} and {@code Error}
   *     of the model's thread come out here too
   */
  public Stroke take() throws InterruptedException, OrtException {
    News next = news.take();
    if (next instanceof Failure failure) {
      throw rethrown(failure.why());
    }
    return (Stroke) next;
  }

  private static RuntimeException rethrown(Throwable failure) throws OrtException {
    if (failure instanceof OrtException e) {
      throw e;
    }
    if (failure instanceof Error e) {
      throw e;
    }
    return failure instanceof RuntimeException e ? e : new IllegalStateException(failure);
  }

  /** Wants no more steps. */
  public void leave() {
    left = true;
    whenLeft.run();
  }

  /** Whether its job wants no more steps. */
  boolean hasLeft() {
    return left;
  }

  /** Sets what {@link #leave} runs besides, from the next call on. */
  void whenLeft(Runnable action) {
    whenLeft = action;
  }

  /** A step was taken. */
  void done(Stroke stroke) {
    news.add(stroke);
  }

  /** No further step can be taken. */
  void fail(Throwable why) {
    news.add(new Failure(why));
  }
}

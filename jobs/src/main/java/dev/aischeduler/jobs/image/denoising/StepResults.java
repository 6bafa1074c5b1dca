package dev.aischeduler.jobs.image.denoising;

import ai.onnxruntime.OrtException;
import dev.aischeduler.jobs.model.RunFailure;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * The results of the denoising steps of one job: a queue from the model's thread to the job's
 * thread, which may cancel at any time. Thread-safe.
 */
public final class StepResults {
  private final int priority;
  private final BlockingQueue<Entry> entries = new LinkedBlockingQueue<>();
  private volatile boolean cancelled;
  private volatile Runnable onCancel = () -> {};

  private sealed interface Entry {}

  /**
   * One step of one picture.
   *
   * @param image index of the picture, from 0
   * @param step steps done of it, from 1
   * @param latents where the next step starts; after the last step, the finished latents
   * @param clean the finished latents as estimated now
   * @param last whether the picture is finished
   * @param start {@link System#nanoTime} at its beginning
   * @param nanos time of the step, however many pictures it served
   */
  public record StepResult(
      int image, int step, float[] latents, float[] clean, boolean last, long start, long nanos)
      implements Entry {}

  private record Failure(Throwable why) implements Entry {}

  /**
   * An empty queue.
   *
   * @param priority 0..9, 9 runs first
   */
  public StepResults(int priority) {
    this.priority = priority;
  }

  /** 0..9, 9 runs first. */
  int priority() {
    return priority;
  }

  /**
   * The next step of any picture, waiting for it.
   *
   * @throws OrtException when the model cannot be run; {@code RuntimeException} and {@code Error}
   *     of the model's thread are rethrown here
   */
  public StepResult take() throws InterruptedException, OrtException {
    Entry next = entries.take();
    if (next instanceof Failure failure) {
      throw RunFailure.rethrow(failure.why());
    }
    return (StepResult) next;
  }

  /** Cancels the steps that were not run yet. */
  public void cancel() {
    cancelled = true;
    onCancel.run();
  }

  /** Whether its job was cancelled or has ended. */
  boolean isCancelled() {
    return cancelled;
  }

  /** Sets an action that {@link #cancel} runs, from the next call on. */
  void onCancel(Runnable action) {
    onCancel = action;
  }

  /** Adds the result of a step. */
  void done(StepResult result) {
    entries.add(result);
  }

  /** Adds a failure, after which no step follows. */
  void fail(Throwable why) {
    entries.add(new Failure(why));
  }
}

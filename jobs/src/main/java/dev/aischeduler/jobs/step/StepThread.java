package dev.aischeduler.jobs.step;

import dev.aischeduler.config.TaskType;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread that runs all steps of a model, from its construction until it is closed. A step
 * that throws ends the work under way, not the thread. Thread-safe.
 */
public final class StepThread<T extends Work> implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(StepThread.class);

  private final String model;
  private final Steps<T> steps;
  private final WaitingWork<T> waiting = new WaitingWork<>();
  private final Thread thread;

  /**
   * Starts the thread, named like {@code llm-batch-MODEL}.
   *
   * @param model name for the thread, the log and the errors
   * @param steps called by this thread only
   */
  public StepThread(TaskType lane, String model, Steps<T> steps) {
    this.model = model;
    this.steps = steps;
    this.thread = new Thread(this::run, lane.wireName() + "-batch-" + model);
    thread.setDaemon(true);
    thread.start();
  }

  /**
   * Submits work, which runs in the order of {@link WaitingWork}.
   *
   * @throws IllegalStateException when the model is being closed
   */
  public void submit(List<T> work) {
    if (!waiting.add(work)) {
      throw closing();
    }
  }

  private IllegalStateException closing() {
    return new IllegalStateException("model " + model + " is being closed; try again");
  }

  private void run() {
    try {
      while (steps.active() ? !waiting.closed() : waiting.await()) {
        try {
          steps.step(waiting);
        } catch (RuntimeException | Error e) {
          LOG.error("a step of model {} failed; its work ends: {}", model, e.toString(), e);
          steps.endAll(e);
        }
      }
    } catch (InterruptedException e) {
      LOG.debug("model {} is being closed", model);
    } finally {
      failWaiting();
      steps.endAll(closing());
    }
  }

  private void failWaiting() {
    IllegalStateException why = closing();
    waiting.close().forEach(work -> work.fail(why));
  }

  /** Ends the thread after the step under way; work that has not ended fails. */
  @Override
  public void close() {
    failWaiting();
    thread.interrupt();
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}

package dev.aischeduler.jobs.tts;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Ends everything that one attempt has under way: runs in progress are terminated, those not begun
 * never begin. Each run owns its options, so that nothing native is freed while in use.
 * Thread-safe.
 */
final class SpeechCancellation {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition quiet = lock.newCondition();
  private final List<OrtSession.RunOptions> running = new ArrayList<>();
  private final List<Future<?>> waiting = new ArrayList<>();
  private boolean stopped;

  /** A piece of inference. */
  @FunctionalInterface
  interface Inference<T> {
    T run(OrtSession.RunOptions options) throws OrtException;
  }

  /**
   * Runs unless stopped.
   *
   * @throws OrtException also when stopped before or during the run
   */
  <T> T during(Inference<T> inference) throws OrtException {
    try (OrtSession.RunOptions options = new OrtSession.RunOptions()) {
      lock.lock();
      try {
        if (stopped) {
          throw new OrtException("stopped");
        }
        running.add(options);
      } finally {
        lock.unlock();
      }
      try {
        return inference.run(options);
      } finally {
        lock.lock();
        try {
          running.remove(options);
          quiet.signalAll();
        } finally {
          lock.unlock();
        }
      }
    }
  }

  /** Has this future cancelled on stop; finished ones are forgotten with their results. */
  void watch(Future<?> future) {
    lock.lock();
    try {
      waiting.removeIf(Future::isDone);
      waiting.add(future);
      if (stopped) {
        future.cancel(false);
      }
    } finally {
      lock.unlock();
    }
  }

  /** Stops; any number of times. */
  void stop() {
    lock.lock();
    try {
      stopped = true;
      for (OrtSession.RunOptions options : running) {
        options.setTerminate(true);
      }
      waiting.forEach(future -> future.cancel(false));
    } catch (OrtException e) {
      throw new IllegalStateException("a speech run could not be terminated", e);
    } finally {
      lock.unlock();
    }
  }

  /**
   * Stops, and returns when nothing is running any more, so that the owner of the model may free
   * it.
   */
  void stopAndWait() {
    stop();
    lock.lock();
    try {
      while (!running.isEmpty()) {
        quiet.awaitUninterruptibly();
      }
    } finally {
      lock.unlock();
    }
  }
}

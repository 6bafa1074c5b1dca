package dev.aischeduler.jobs.model;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stops the model run that is under way, from any thread. {@link #stop} may come at any time, also
 * after {@link #close}, when it does nothing.
 */
public final class RunInterrupt implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(RunInterrupt.class);

  private final ReentrantLock lock = new ReentrantLock();
  private final OrtSession.RunOptions options;
  private boolean closed;

  /** Not stopped yet; the caller closes it after the last run. */
  public RunInterrupt() throws OrtException {
    this.options = new OrtSession.RunOptions();
  }

  /** Options to pass to every run of the attempt. */
  public OrtSession.RunOptions options() {
    return options;
  }

  /** Makes the current run, and every later one with these options, fail soon. */
  public void stop() {
    lock.lock();
    try {
      if (!closed) {
        options.setTerminate(true);
      }
    } catch (OrtException e) {
      // The attempt still stops at its next check between two steps.
      LOG.warn("a model run could not be interrupted: {}", e.getMessage());
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      options.close();
    } finally {
      lock.unlock();
    }
  }
}

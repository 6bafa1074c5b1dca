package dev.aischeduler.jobs.model;

import java.util.concurrent.atomic.AtomicInteger;

/** How many native tensors are open, so that a leak shows: none while nothing runs. Thread-safe. */
public final class TensorCount {
  private final AtomicInteger open = new AtomicInteger();

  /** Tensors were made. */
  public void opened(int tensors) {
    open.addAndGet(tensors);
  }

  /** Tensors were freed. */
  public void closed(int tensors) {
    open.addAndGet(-tensors);
  }

  /** Tensors made and not freed. */
  public int open() {
    return open.get();
  }
}

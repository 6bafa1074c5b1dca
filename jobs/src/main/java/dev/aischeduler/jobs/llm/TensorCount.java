package dev.aischeduler.jobs.llm;

import java.util.concurrent.atomic.AtomicInteger;

/** How many native tensors are open, so that a leak shows. Thread-safe. */
final class TensorCount {
  private final AtomicInteger open = new AtomicInteger();

  /** Tensors were made. */
  void opened(int tensors) {
    open.addAndGet(tensors);
  }

  /** Tensors were freed. */
  void closed(int tensors) {
    open.addAndGet(-tensors);
  }

  /** Tensors made and not freed. */
  int open() {
    return open.get();
  }
}

package dev.aischeduler.jobs.llm.batch;

/**
 * How many rows go into one run of the model. After a failure that is not a lack of memory, one row
 * is at fault: the full size returns when a row is removed. After a lack of memory, the size that
 * worked is kept for {@link #STEPS} steps and then doubled, as memory may be free again. Confined
 * to one thread.
 */
final class RunSize {
  /**
   * Steps at a reduced size before twice as many rows are tried: a few seconds of a busy batch, so
   * that a failing attempt is rare enough not to matter.
   */
  static final int STEPS = 256;

  private final int most;
  private int rows;
  private int keptFor;

  /**
   * Starts with the full size.
   *
   * @param most most rows of a run, at least 1
   */
  RunSize(int most) {
    this.most = most;
    this.rows = most;
  }

  /** Most rows of the next run, at least 1. */
  int rows() {
    return rows;
  }

  /**
   * Reduces the size after a failed run.
   *
   * @param half rows of the next attempt
   * @param forMemory whether the run failed for lack of memory
   */
  void failed(int half, boolean forMemory) {
    rows = Math.max(1, half);
    if (forMemory) {
      keptFor = STEPS;
    }
  }

  /** Records that a row was removed from the batch. */
  void rowLeft() {
    if (keptFor == 0) {
      rows = most;
    }
  }

  /** Records that all rows have done a step. */
  void stepped() {
    if (keptFor > 0 && --keptFor == 0) {
      rows = Math.min(most, rows * 2);
      keptFor = rows < most ? STEPS : 0;
    }
  }
}

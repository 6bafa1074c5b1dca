package dev.aischeduler.jobs.llm.batch;

/**
 * How many rows go into one run of the model. A row that breaks its step is the row's fault: the
 * size is whole again when a row has left. Want of memory is not: the size that worked is kept for
 * {@link #STEPS} steps, then doubled to see whether there is room again. Confined to one thread.
 */
final class RunSize {
  /** A few seconds of a busy batch: seldom enough that a failing try costs nothing. */
  static final int STEPS = 256;

  private final int most;
  private int rows;
  private int keptFor;

  /** The whole batch in one run. */
  RunSize(int most) {
    this.most = most;
    this.rows = most;
  }

  /** Most rows of the next run, at least 1. */
  int rows() {
    return rows;
  }

  /**
   * A run failed.
   *
   * @param half rows that are tried now
   * @param forMemory whether memory was short
   */
  void failed(int half, boolean forMemory) {
    rows = Math.max(1, half);
    if (forMemory) {
      keptFor = STEPS;
    }
  }

  /** A row left the batch. */
  void rowLeft() {
    if (keptFor == 0) {
      rows = most;
    }
  }

  /** A step of all rows is done. */
  void stepped() {
    if (keptFor > 0 && --keptFor == 0) {
      rows = Math.min(most, rows * 2);
      keptFor = rows < most ? STEPS : 0;
    }
  }
}

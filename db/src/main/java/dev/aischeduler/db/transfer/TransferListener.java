package dev.aischeduler.db.transfer;

/** Is told how far a copy, backup or restore is, on the thread that does it. */
public interface TransferListener {
  /** What is done to the rows. */
  enum Step {
    /** They are brought to where they belong. */
    MOVE,
    /** They are read again on both sides and compared. */
    VERIFY
  }

  /**
   * Some rows more.
   *
   * @param rows of this table so far
   * @param total of this table
   */
  void advanced(Step step, String table, long rows, long total);
}

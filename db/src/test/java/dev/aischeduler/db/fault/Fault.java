package dev.aischeduler.db.fault;

/**
 * One failure to be.
 *
 * @param statement which statement fails, as {@link FaultyDriver#statements} names it
 * @param when whether it runs
 * @param error how it fails
 * @param nth which of its executions fails, counted from 1 when the fault is armed
 */
public record Fault(Statement statement, When when, FaultError error, int nth) {

  /** Before or after the statement ran. */
  public enum When {
    /** The database never ran it. */
    BEFORE,
    /** The database ran it; its effect stays unless the error tells of a roll-back. */
    AFTER
  }

  /**
   * A distinct statement.
   *
   * @param sql its text in one line, lists of parameters as one
   * @param sender part of the product that sends it
   */
  public record Statement(String sql, Sender sender) {
    private static final int SHOWN = 160;

    @Override
    public String toString() {
      String shown = sql.length() <= SHOWN ? sql : sql.substring(0, SHOWN) + "...";
      return sender.shown() + ": " + shown;
    }
  }

  /** For example {@code 40P01 AFTER #1 queue: UPDATE job SET ...}. */
  @Override
  public String toString() {
    return error.code() + " " + when + " #" + nth + " " + statement;
  }
}

package dev.aischeduler.engine.refusal;

/** There is no room for a job now, and there may be some later (HTTP 429). */
public abstract sealed class NoRoomException extends RuntimeException
    permits QueueFullException, QuotaExceededException {
  private static final long serialVersionUID = 1L;
  private final String reason;
  private final int retryAfterS;

  /**
   * A refusal.
   *
   * @param reason what is full, and by which limit
   * @param retryAfterS seconds after which a new try makes sense
   */
  NoRoomException(String reason, int retryAfterS) {
    super(reason + "; try again in " + retryAfterS + " s");
    this.reason = reason;
    this.retryAfterS = retryAfterS;
  }

  /** What is full, and by which limit. */
  public final String reason() {
    return reason;
  }

  /** Seconds after which a new try makes sense. */
  public final int retryAfterS() {
    return retryAfterS;
  }
}

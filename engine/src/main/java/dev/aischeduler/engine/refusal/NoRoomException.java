package dev.aischeduler.engine.refusal;

/** There is no room for a job now, and there may be some later (HTTP 429). */
public abstract sealed class NoRoomException extends RuntimeException
    permits QueueFullException, QuotaExceededException {
  private static final long serialVersionUID = 1L;
  private final int retryAfterS;

  /** Try again after this many seconds. */
  NoRoomException(String message, int retryAfterS) {
    super(message);
    this.retryAfterS = retryAfterS;
  }

  /** Seconds after which a new try makes sense. */
  public final int retryAfterS() {
    return retryAfterS;
  }
}

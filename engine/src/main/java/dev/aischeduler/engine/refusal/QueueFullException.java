package dev.aischeduler.engine.refusal;

/** The lane's queue is full (HTTP 429). */
public final class QueueFullException extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final int retryAfterS;

  /** Try again after this many seconds. */
  public QueueFullException(String message, int retryAfterS) {
    super(message);
    this.retryAfterS = retryAfterS;
  }

  /** Seconds after which a new try makes sense. */
  public int retryAfterS() {
    return retryAfterS;
  }
}

package dev.aischeduler.engine.refusal;

/** The lane's queue is full (HTTP 429). */
public final class QueueFullException extends NoRoomException {
  private static final long serialVersionUID = 1L;

  /** Try again after this many seconds. */
  public QueueFullException(String message, int retryAfterS) {
    super(message, retryAfterS);
  }
}

package dev.aischeduler.engine.refusal;

/** The lane's queue is full (HTTP 429). */
public final class QueueFullException extends NoRoomException {
  private static final long serialVersionUID = 1L;

  /**
   * A refusal.
   *
   * @param reason what is full, and by which limit
   * @param retryAfterS seconds after which a new try makes sense
   */
  public QueueFullException(String reason, int retryAfterS) {
    super(reason, retryAfterS);
  }
}

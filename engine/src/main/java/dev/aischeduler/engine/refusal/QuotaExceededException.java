package dev.aischeduler.engine.refusal;

/** A tenant has used up one of its limits (HTTP 429). */
public final class QuotaExceededException extends NoRoomException {
  private static final long serialVersionUID = 1L;

  /**
   * A refusal.
   *
   * @param reason what is full, and by which limit
   * @param retryAfterS seconds after which a new try makes sense
   */
  public QuotaExceededException(String reason, int retryAfterS) {
    super(reason, retryAfterS);
  }
}

package dev.aischeduler.engine.refusal;

/** A tenant has used up one of its limits (HTTP 429). */
public final class QuotaExceededException extends NoRoomException {
  private static final long serialVersionUID = 1L;

  /** Try again after this many seconds. */
  public QuotaExceededException(String message, int retryAfterS) {
    super(message, retryAfterS);
  }
}

package dev.aischeduler.engine.refusal;

/** A tenant has used up one of its limits (HTTP 429). */
public final class QuotaExceededException extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final int retryAfterS;

  /** Try again after this many seconds. */
  public QuotaExceededException(String message, int retryAfterS) {
    super(message);
    this.retryAfterS = retryAfterS;
  }

  /** Seconds after which a new try makes sense. */
  public int retryAfterS() {
    return retryAfterS;
  }
}

package dev.aischeduler.db.job;

/** Another job holds this tenant's idempotency key. */
public final class IdempotencyKeyTakenException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** The cause is the database's own error. */
  public IdempotencyKeyTakenException(Throwable cause) {
    super("another job holds this idempotency key", cause);
  }
}

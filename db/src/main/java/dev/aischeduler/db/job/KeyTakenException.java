package dev.aischeduler.db.job;

/**
 * Another job of the tenant holds an idempotency key, or is not final and holds a unique key. It
 * may have been stored a moment ago: looking for it again finds it.
 */
public final class KeyTakenException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** The cause is the database's own error. */
  public KeyTakenException(Throwable cause) {
    super("another job holds this key", cause);
  }
}

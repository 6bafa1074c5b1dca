package dev.aischeduler.db.failure;

import org.jspecify.annotations.Nullable;

/**
 * The database cannot be opened or used as configured. The message says what failed, where, and
 * what the operator can do; it never holds a password.
 */
public final class DatabaseException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** A failure that the product found by itself. */
  public DatabaseException(String message) {
    super(message);
  }

  /** A failure that a driver, the pool or the file system reported. */
  public DatabaseException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}

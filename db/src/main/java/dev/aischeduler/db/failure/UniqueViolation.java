package dev.aischeduler.db.failure;

import java.sql.SQLException;

/** A row that is there already. */
public final class UniqueViolation {
  private static final String STATE = "23505";

  private UniqueViolation() {}

  /** Whether this is why a statement failed, on either database; the cause is looked at alone. */
  public static boolean causes(Exception failure) {
    return failure.getCause() instanceof SQLException sql && STATE.equals(sql.getSQLState());
  }
}

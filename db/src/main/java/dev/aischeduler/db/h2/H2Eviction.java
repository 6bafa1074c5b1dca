package dev.aischeduler.db.h2;

import com.zaxxer.hikari.SQLExceptionOverride;
import java.sql.SQLException;
import org.h2.api.ErrorCode;

/**
 * Which errors of H2 take a connection out of the pool. The pool knows those of class 08 only, and
 * would hand a closed connection out again and again: to a busy node for ever.
 */
final class H2Eviction implements SQLExceptionOverride {
  @java.lang.Override
  public Override adjudicate(SQLException e) {
    return isGone(e.getErrorCode()) ? Override.MUST_EVICT : Override.CONTINUE_EVICT;
  }

  private static boolean isGone(int errorCode) {
    return errorCode == ErrorCode.OBJECT_CLOSED
        || errorCode == ErrorCode.CONNECTION_BROKEN_1
        || errorCode == ErrorCode.DATABASE_IS_CLOSED
        || errorCode == ErrorCode.DATABASE_CALLED_AT_SHUTDOWN;
  }
}

package dev.aischeduler.db.fault;

import dev.aischeduler.db.Dialect;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.util.Arrays;
import java.util.List;
import org.h2.api.ErrorCode;
import org.h2.message.DbException;
import org.postgresql.util.PSQLException;
import org.postgresql.util.PSQLState;
import org.postgresql.util.ServerErrorMessage;

/** How a statement can fail, with the exception that the real driver throws then. */
public enum FaultError {
  /** The network broke. */
  PG_LINK_BROKEN("08006", Effect.CONNECTION_LOST),
  /** Serialization failure. */
  PG_SERIALIZATION("40001", Effect.ROLLED_BACK),
  /** Deadlock. */
  PG_DEADLOCK("40P01", Effect.ROLLED_BACK),
  /** The server takes no writes now: it is a standby. */
  PG_READ_ONLY("25006", Effect.ROLLED_BACK),
  /** Disk full. */
  PG_DISK_FULL("53100", Effect.ROLLED_BACK),
  /** Too many connections. */
  PG_TOO_MANY_CONNECTIONS("53300", Effect.ROLLED_BACK),
  /** A lock was not free in time. */
  PG_LOCK_NOT_AVAILABLE("55P03", Effect.ROLLED_BACK),
  /** Statement time-out. */
  PG_QUERY_CANCELLED("57014", Effect.ROLLED_BACK),
  /** The session was ended. */
  PG_SESSION_ENDED("57P01", Effect.CONNECTION_LOST),
  /** Internal error: nothing is known of what it left. */
  PG_INTERNAL("XX000", Effect.UNKNOWN),

  /** The connection object was closed. */
  H2_OBJECT_CLOSED("90007", Effect.CONNECTION_LOST),
  /** Input or output failed. */
  H2_IO("90028", Effect.UNKNOWN),
  /** Connection broken. */
  H2_CONNECTION_BROKEN("90067", Effect.CONNECTION_LOST),
  /** Lock time-out, as H2 throws it. */
  H2_LOCK_TIMEOUT("50200", Effect.ROLLED_BACK),
  /** The same state in an exception of no driver. */
  H2_TIMEOUT("HYT00", Effect.ROLLED_BACK),
  /** Deadlock, after which H2 rolls the whole transaction back. */
  H2_DEADLOCK("40001", Effect.ROLLED_BACK),

  /** An exception of the driver's code. */
  RUNTIME_EXCEPTION("RuntimeException", Effect.CLIENT),
  /** An error of the virtual machine or the driver's code. */
  ERROR("Error", Effect.CLIENT);

  /** What a failure does to the connection and the transaction. */
  enum Effect {
    /** The connection is gone; a commit that ran stays. */
    CONNECTION_LOST,
    /** The server rolled the statement back, and on PostgreSQL its transaction is aborted. */
    ROLLED_BACK,
    /** A server's error after which the effect may stay. */
    UNKNOWN,
    /** The client failed: the server knows nothing of it. */
    CLIENT
  }

  /** An Error that no product code knows. */
  private static final class InjectedError extends Error {
    InjectedError(String message) {
      super(message);
    }
  }

  private final String code;
  private final Effect effect;

  FaultError(String code, Effect effect) {
    this.code = code;
    this.effect = effect;
  }

  /** The errors that statements on a database of this kind can fail with. */
  public static List<FaultError> of(Dialect dialect) {
    String foreign = dialect == Dialect.H2 ? "PG_" : "H2_";
    return Arrays.stream(values()).filter(e -> !e.name().startsWith(foreign)).toList();
  }

  /** SQLSTATE, H2's error code, or what else it is. */
  public String code() {
    return code;
  }

  Effect effect() {
    return effect;
  }

  /** A new exception. */
  Throwable exception(String what) {
    String message = "injected " + code + ": " + what;
    return switch (this) {
      case RUNTIME_EXCEPTION -> new IllegalStateException(message);
      case ERROR -> new InjectedError(message);
      case PG_LINK_BROKEN -> new PSQLException(message, PSQLState.CONNECTION_FAILURE);
      case H2_TIMEOUT -> new SQLTimeoutException(message, code);
      case H2_OBJECT_CLOSED -> h2(ErrorCode.OBJECT_CLOSED, message);
      case H2_IO -> h2(ErrorCode.IO_EXCEPTION_1, message);
      case H2_CONNECTION_BROKEN -> h2(ErrorCode.CONNECTION_BROKEN_1, message);
      case H2_LOCK_TIMEOUT -> h2(ErrorCode.LOCK_TIMEOUT_1, message);
      case H2_DEADLOCK -> h2(ErrorCode.DEADLOCK_1, message);
      default -> postgres(message);
    };
  }

  private static SQLException h2(int errorCode, String message) {
    return DbException.getJdbcSQLException(errorCode, message);
  }

  /** As the server words it: fields that start with a letter and end with a zero. */
  private PSQLException postgres(String message) {
    String severity = effect == Effect.CONNECTION_LOST ? "FATAL" : "ERROR";
    return new PSQLException(
        new ServerErrorMessage(
            "S" + severity + "\0V" + severity + "\0C" + code + "\0M" + message + "\0"));
  }
}

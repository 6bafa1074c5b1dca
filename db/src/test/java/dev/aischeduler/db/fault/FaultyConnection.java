package dev.aischeduler.db.fault;

import dev.aischeduler.db.fault.FaultyDriver.Execution;
import java.lang.reflect.Method;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.Statement;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A connection whose statements and commits can be made to fail. Used by one thread at a time. */
final class FaultyConnection {
  private static final Set<String> RUNS =
      Set.of(
          "execute",
          "executeQuery",
          "executeUpdate",
          "executeLargeUpdate",
          "executeBatch",
          "executeLargeBatch");

  private final FaultyDriver driver;
  private final Connection real;

  /** The last statement of the transaction. */
  private String last = "nothing";

  FaultyConnection(FaultyDriver driver, Connection real) {
    this.driver = driver;
    this.real = real;
  }

  Connection proxy() {
    return FaultyDriver.proxy(Connection.class, this::answer);
  }

  private @Nullable Object answer(Method method, @Nullable Object @Nullable [] arguments)
      throws Throwable {
    Execution execution = () -> FaultyDriver.call(real, method, arguments);
    return switch (method.getName()) {
      case "prepareStatement" ->
          statement(PreparedStatement.class, execution.run(), first(arguments));
      case "prepareCall" -> statement(CallableStatement.class, execution.run(), first(arguments));
      case "createStatement" -> statement(Statement.class, execution.run(), null);
      case "commit" -> run(FaultyDriver.COMMIT_AFTER + last, true, execution);
      default -> execution.run();
    };
  }

  private static @Nullable String first(@Nullable Object @Nullable [] arguments) {
    return arguments != null && arguments.length > 0 && arguments[0] instanceof String sql
        ? sql
        : null;
  }

  private <T> T statement(Class<T> type, @Nullable Object statement, @Nullable String prepared) {
    T target = type.cast(statement);
    return FaultyDriver.proxy(
        type,
        (method, arguments) -> {
          Execution execution = () -> FaultyDriver.call(target, method, arguments);
          if (!RUNS.contains(method.getName())) {
            return execution.run();
          }
          String sql = first(arguments);
          return run(sql == null ? String.valueOf(prepared) : sql, false, execution);
        });
  }

  private @Nullable Object run(String sql, boolean commit, Execution execution) throws Throwable {
    Fault fault = driver.take(sql);
    if (!commit) {
      last = sql;
    }
    if (fault == null) {
      return execution.run();
    }
    FaultEffect effect = new FaultEffect(driver.dialect(), real, fault.error(), commit);
    if (fault.when() == Fault.When.BEFORE) {
      effect.before();
    } else {
      effect.after(execution);
    }
    throw fault.error().exception(fault.when() + " " + fault.statement());
  }
}

package dev.aischeduler.db;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Connections for a library that compares texts of the database in the machine's language: JobRunr
 * lowers column labels by the default locale, in which Turkish finds no {@code ID}, and looks for
 * English words in the messages of a server that may be German. Labels come in lower case, and the
 * message of a violated unique constraint has the English text. Thread-safe.
 */
final class LocaleNeutralSource {
  private static final String UNIQUE_VIOLATION = "23505";
  private static final List<Class<?>> WRAPPED =
      List.of(Connection.class, PreparedStatement.class, ResultSet.class, ResultSetMetaData.class);

  private LocaleNeutralSource() {}

  /** The source, with the texts of its answers independent of any language. */
  static DataSource of(DataSource source) {
    return proxy(DataSource.class, source);
  }

  private static <T> T proxy(Class<T> type, Object target) {
    return type.cast(
        Proxy.newProxyInstance(
            LocaleNeutralSource.class.getClassLoader(),
            new Class<?>[] {type},
            (self, method, arguments) -> neutral(call(target, method, arguments), method)));
  }

  private static @Nullable Object neutral(@Nullable Object answer, Method method) {
    if (answer instanceof String label && method.getName().equals("getColumnLabel")) {
      return label.toLowerCase(Locale.ROOT);
    }
    Optional<Class<?>> type = WRAPPED.stream().filter(method.getReturnType()::equals).findFirst();
    return answer == null || type.isEmpty() ? answer : proxy(type.get(), answer);
  }

  private static @Nullable Object call(
      Object target, Method method, @Nullable Object @Nullable [] arguments) throws Throwable {
    try {
      return method.invoke(target, arguments);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof SQLException sql && UNIQUE_VIOLATION.equals(sql.getSQLState())) {
        throw new SQLException(
            "violates a unique constraint: " + sql.getMessage(),
            sql.getSQLState(),
            sql.getErrorCode(),
            sql);
      }
      throw e.getCause() == null ? e : e.getCause();
    }
  }
}

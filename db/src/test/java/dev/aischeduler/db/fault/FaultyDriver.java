package dev.aischeduler.db.fault;

import dev.aischeduler.db.Dialect;
import dev.aischeduler.db.fault.Fault.Statement;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * A driver around the real one, beneath the pool: it remembers each distinct statement that is sent
 * and can make one execution of one of them fail. Thread-safe.
 *
 * <p>Opening a connection counts as the statement {@code CONNECT}, and each commit as {@code COMMIT
 * after} the last statement of its transaction.
 */
public final class FaultyDriver {
  /** How {@link #statements} names the opening of a connection. */
  public static final String CONNECT = "CONNECT";

  /** Beginning of the name of a commit; the last statement of its transaction follows. */
  static final String COMMIT_AFTER = "COMMIT after ";

  private static final Pattern SPACE = Pattern.compile("\\s+");
  private static final Pattern PARAMETERS = Pattern.compile("\\?(?:\\s*,\\s*\\?)+");
  private static final Pattern ROWS = Pattern.compile("\\(\\?\\)(?:\\s*,\\s*\\(\\?\\))+");

  private final Dialect dialect;
  private final Map<String, Statement> names = new ConcurrentHashMap<>();
  private final Map<Statement, LongAdder> executions = new ConcurrentHashMap<>();
  private final AtomicReference<@Nullable Armed> armed = new AtomicReference<>();
  private volatile @Nullable String firedOn;

  private record Armed(Fault fault, AtomicInteger left) {}

  /** Runs a statement on the real driver. */
  interface Execution {
    @Nullable Object run() throws Throwable;
  }

  /** A driver that never fails until it is told to. */
  public FaultyDriver(Dialect dialect) {
    this.dialect = dialect;
  }

  Dialect dialect() {
    return dialect;
  }

  /** What the pool takes its connections from instead of the real driver. */
  public DataSource around(DataSource real) {
    return proxy(
        DataSource.class,
        (method, arguments) ->
            method.getName().equals("getConnection")
                ? connect(() -> call(real, method, arguments))
                : call(real, method, arguments));
  }

  private Connection connect(Execution open) throws Throwable {
    Fault fault = take(CONNECT);
    if (fault != null && fault.when() == Fault.When.BEFORE) {
      throw fault.error().exception(CONNECT);
    }
    Connection real = (Connection) open.run();
    if (real == null) {
      throw new IllegalStateException("the driver gave no connection");
    }
    if (fault != null) {
      real.close();
      throw fault.error().exception(CONNECT);
    }
    return new FaultyConnection(this, real).proxy();
  }

  /** Makes one execution fail; an earlier fault that did not come is forgotten. */
  public void arm(Fault fault) {
    firedOn = null;
    armed.set(new Armed(fault, new AtomicInteger(fault.nth())));
  }

  /** Forgets a fault that did not come. */
  public void disarm() {
    armed.set(null);
  }

  /** The thread that met the fault last armed; null while none did. */
  public @Nullable String firedOn() {
    return firedOn;
  }

  /** Each distinct statement sent since the last {@link #forget}, with its executions. */
  public Map<Statement, Long> statements() {
    return executions.entrySet().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, e -> e.getValue().sum()));
  }

  /** Begins to count anew. */
  public void forget() {
    executions.clear();
  }

  /** Counts an execution; the fault that it must meet, or null. */
  @Nullable Fault take(String sql) {
    Statement known = names.get(sql);
    Statement statement = known == null ? name(sql) : known;
    names.putIfAbsent(sql, statement);
    executions.computeIfAbsent(statement, s -> new LongAdder()).increment();
    Armed now = armed.get();
    if (now == null
        || !now.fault().statement().sql().equals(statement.sql())
        || now.left().decrementAndGet() != 0
        || !armed.compareAndSet(now, null)) {
      return null;
    }
    firedOn = Thread.currentThread().getName();
    return now.fault();
  }

  private Statement name(String sql) {
    String line = SPACE.matcher(sql).replaceAll(" ").strip();
    String oneList = PARAMETERS.matcher(line).replaceAll("?");
    Statement committed =
        sql.startsWith(COMMIT_AFTER) ? names.get(sql.substring(COMMIT_AFTER.length())) : null;
    return new Statement(
        ROWS.matcher(oneList).replaceAll("(?)"),
        committed == null ? Sender.here() : committed.sender());
  }

  /** Answers a call of a proxy. */
  interface Answer {
    @Nullable Object to(Method method, @Nullable Object @Nullable [] arguments) throws Throwable;
  }

  static <T> T proxy(Class<T> type, Answer answer) {
    return type.cast(
        Proxy.newProxyInstance(
            FaultyDriver.class.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) ->
                switch (method.getName()) {
                  case "equals" -> arguments != null && proxy == arguments[0];
                  case "hashCode" -> System.identityHashCode(proxy);
                  default -> answer.to(method, arguments);
                }));
  }

  static @Nullable Object call(
      Object target, Method method, @Nullable Object @Nullable [] arguments) throws Throwable {
    try {
      return method.invoke(target, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause() == null ? e : e.getCause();
    }
  }
}

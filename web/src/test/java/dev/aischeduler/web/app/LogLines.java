package dev.aischeduler.web.app;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.AppenderBase;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.LoggerFactory;

/** Hears what the process logs, from its making until it is closed. Thread-safe. */
public final class LogLines extends AppenderBase<ILoggingEvent> implements AutoCloseable {
  private final List<ILoggingEvent> events = new CopyOnWriteArrayList<>();

  /** Begins to listen. */
  public LogLines() {
    start();
    root().addAppender(this);
  }

  @Override
  protected void append(ILoggingEvent event) {
    events.add(event);
  }

  /** Every line, with what was thrown. */
  public List<String> all() {
    return events.stream()
        .map(
            e ->
                e
                    + (e.getThrowableProxy() == null
                        ? ""
                        : ThrowableProxyUtil.asString(e.getThrowableProxy())))
        .toList();
  }

  /** Errors, and whatever came with a stack trace. */
  public List<String> errors() {
    return events.stream()
        .filter(e -> e.getLevel().isGreaterOrEqual(Level.ERROR) || e.getThrowableProxy() != null)
        .map(ILoggingEvent::toString)
        .toList();
  }

  /** What the product's own classes under this package have logged, and warnings of any others. */
  public List<String> of(String ownPackage) {
    return events.stream()
        .filter(
            e ->
                e.getLoggerName().startsWith(ownPackage)
                    || e.getLevel().isGreaterOrEqual(Level.WARN))
        .map(ILoggingEvent::toString)
        .toList();
  }

  @Override
  public void close() {
    root().detachAppender(this);
  }

  private static Logger root() {
    return (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
  }
}

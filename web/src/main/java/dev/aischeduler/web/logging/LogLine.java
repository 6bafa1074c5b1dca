package dev.aischeduler.web.logging;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.LayoutBase;
import dev.aischeduler.engine.attempt.LogContext;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * One event as one line: UTC time, documented level name, thread, logger, message, and the job and
 * the trace that the thread works for unless the message names them; a stack trace follows on lines
 * of its own. Thread-safe.
 */
final class LogLine extends LayoutBase<ILoggingEvent> {

  @Override
  public String doLayout(ILoggingEvent event) {
    Instant time = Instant.ofEpochMilli(event.getTimeStamp()).truncatedTo(ChronoUnit.MILLIS);
    String logger = event.getLoggerName();
    StringBuilder line =
        new StringBuilder(200)
            .append(time)
            .append(' ')
            .append(level(event))
            .append(" [")
            .append(event.getThreadName())
            .append("] ")
            .append(logger, logger.lastIndexOf('.') + 1, logger.length())
            .append(" - ");
    String message = String.valueOf(event.getFormattedMessage());
    appendInOneLine(line, message);
    String job = event.getMDCPropertyMap().get(LogContext.JOB);
    if (job != null && !message.contains(job)) {
      line.append(" (job ").append(job).append(')');
    }
    String trace = event.getMDCPropertyMap().get(LogContext.TRACE);
    if (trace != null && !message.contains(trace)) {
      line.append(" (trace ").append(trace).append(')');
    }
    line.append('\n');
    if (event.getThrowableProxy() != null) {
      line.append(ThrowableProxyUtil.asString(event.getThrowableProxy()));
    }
    return line.toString();
  }

  /** The documented name of the level. */
  static String level(ILoggingEvent event) {
    if (FatalFilter.isFatal(event)) {
      return "FATAL";
    }
    return event.getLevel().equals(Level.WARN) ? "WARNING" : event.getLevel().toString();
  }

  /** A message may quote what a user sent; a line break in it must not forge a log line. */
  private static void appendInOneLine(StringBuilder line, String message) {
    for (int i = 0; i < message.length(); i++) {
      char c = message.charAt(i);
      switch (c) {
        case '\n' -> line.append("\\n");
        case '\r' -> line.append("\\r");
        default -> line.append((c < ' ' && c != '\t') || c == 0x7f ? '?' : c);
      }
    }
  }
}

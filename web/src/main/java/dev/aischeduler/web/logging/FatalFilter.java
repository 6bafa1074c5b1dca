package dev.aischeduler.web.logging;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.filter.Filter;
import ch.qos.logback.core.spi.FilterReply;

/** Lets only events through that are marked {@link LogSetup#FATAL}: SLF4J has no such level. */
final class FatalFilter extends Filter<ILoggingEvent> {

  @Override
  public FilterReply decide(ILoggingEvent event) {
    return isFatal(event) ? FilterReply.NEUTRAL : FilterReply.DENY;
  }

  /** Whether the event ends the process. */
  static boolean isFatal(ILoggingEvent event) {
    return event.getMarkerList() != null && event.getMarkerList().contains(LogSetup.FATAL);
  }
}

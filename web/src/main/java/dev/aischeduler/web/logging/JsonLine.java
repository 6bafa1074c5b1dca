package dev.aischeduler.web.logging;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.LayoutBase;
import com.fasterxml.jackson.core.JsonProcessingException;
import dev.aischeduler.config.json.Json;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One event as one line of JSON: {@code time}, {@code level}, {@code thread}, {@code logger},
 * {@code message}, what the thread works for ({@code job_id}, {@code run_id}, {@code trace_id}) and
 * {@code stack_trace}. Logback's own encoder writes neither the documented names of levels nor flat
 * fields. Thread-safe.
 */
final class JsonLine extends LayoutBase<ILoggingEvent> {

  @Override
  public String doLayout(ILoggingEvent event) {
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("time", Instant.ofEpochMilli(event.getTimeStamp()).toString());
    line.put("level", LogLine.level(event));
    line.put("thread", event.getThreadName());
    line.put("logger", event.getLoggerName());
    line.put("message", String.valueOf(event.getFormattedMessage()));
    event.getMDCPropertyMap().forEach(line::putIfAbsent);
    if (event.getThrowableProxy() != null) {
      line.put("stack_trace", ThrowableProxyUtil.asString(event.getThrowableProxy()));
    }
    try {
      return Json.mapper().writeValueAsString(line) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("texts can be written as JSON", e);
    }
  }
}

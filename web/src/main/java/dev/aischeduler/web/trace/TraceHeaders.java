package dev.aischeduler.web.trace;

import java.util.LinkedHashMap;
import java.util.Map;

/** Reads the headers of the settings. */
final class TraceHeaders {
  private TraceHeaders() {}

  /** Values by name of {@code name=value,name=value}, which the settings have checked. */
  static Map<String, String> of(String pairs) {
    Map<String, String> headers = new LinkedHashMap<>();
    for (String pair : pairs.split(",")) {
      int equals = pair.indexOf('=');
      if (equals > 0) {
        headers.put(pair.substring(0, equals).strip(), pair.substring(equals + 1).strip());
      }
    }
    return headers;
  }
}

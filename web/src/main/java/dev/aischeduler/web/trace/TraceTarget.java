package dev.aischeduler.web.trace;

import dev.aischeduler.config.Settings;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Where spans are posted to.
 *
 * @param address of the receiver's traces
 * @param headers that it wants; secrets
 */
public record TraceTarget(String address, Map<String, String> headers) {
  private static final String PATH = "/v1/traces";

  /** The target of settings with an endpoint. */
  public static TraceTarget of(Settings.Tracing tracing) {
    return new TraceTarget(address(tracing.endpoint()), headers(tracing.headers()));
  }

  private static String address(String endpoint) {
    if (endpoint.endsWith(PATH)) {
      return endpoint;
    }
    return endpoint.endsWith("/")
        ? endpoint.substring(0, endpoint.length() - 1) + PATH
        : endpoint + PATH;
  }

  private static Map<String, String> headers(String pairs) {
    Map<String, String> headers = new LinkedHashMap<>();
    for (String pair : pairs.split(",")) {
      int equals = pair.indexOf('=');
      if (equals > 0) {
        headers.put(pair.substring(0, equals), pair.substring(equals + 1).strip());
      }
    }
    return headers;
  }

  /** Leaves the headers out, so that no log can show them. */
  @Override
  public String toString() {
    return "TraceTarget[address=" + address + "]";
  }
}

package dev.aischeduler.web.api;

import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The names by which this server may be called. Bound to loopback it answers only to loopback
 * names, so a page whose name was rebound to 127.0.0.1 gets nothing.
 */
final class Hosts {
  private static final Pattern LOOPBACK =
      Pattern.compile("localhost|127(\\.\\d{1,3}){3}|::1|0:0:0:0:0:0:0:1");
  private final boolean loopback;

  /**
   * The names of a server.
   *
   * @param boundTo address that the server listens on
   */
  Hosts(String boundTo) {
    this.loopback = isLoopback(boundTo);
  }

  /** True for addresses and names that only this machine can reach. */
  static boolean isLoopback(String host) {
    return LOOPBACK.matcher(host.toLowerCase(Locale.ROOT)).matches();
  }

  /**
   * Lets a request pass.
   *
   * @throws ApiException 421 when it was sent to a foreign name
   */
  void check(@Nullable String header) {
    if (!loopback || isLoopback(name(header == null ? "" : header))) {
      return;
    }
    throw ApiException.of(421, "misdirected-request", "this server listens on loopback only")
        .field("Host")
        .remedy(
            "use http://127.0.0.1 or http://localhost; a reverse proxy must send Host: localhost");
  }

  /** The header without its port and brackets. */
  private static String name(String header) {
    if (header.startsWith("[")) {
      int end = header.indexOf(']');
      return end < 0 ? "" : header.substring(1, end);
    }
    int colon = header.lastIndexOf(':');
    return colon < 0 ? header : header.substring(0, colon);
  }
}

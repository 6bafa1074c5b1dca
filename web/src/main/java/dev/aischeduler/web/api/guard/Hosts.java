package dev.aischeduler.web.api.guard;

import dev.aischeduler.config.Loopback;
import dev.aischeduler.web.api.reply.ApiException;
import java.net.URI;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The names by which this server may be called. Bound to loopback it answers only to loopback names
 * and to that of {@code server.public_url}, so a page whose name was rebound to 127.0.0.1 gets
 * nothing. Immutable.
 */
public final class Hosts {
  private final boolean loopback;
  private final @Nullable Origin published;

  /**
   * The names of a server.
   *
   * @param boundTo address that the server listens on
   * @param publicUrl address by which a reverse proxy serves it; empty for none
   */
  public Hosts(String boundTo, String publicUrl) {
    this.loopback = Loopback.is(boundTo);
    this.published = publicUrl.isEmpty() ? null : Origin.of(publicUrl);
  }

  /**
   * Lets a request pass.
   *
   * @throws ApiException 421 when it was sent to a foreign name
   */
  void check(@Nullable String header) {
    String name = name(header == null ? "" : header).toLowerCase(Locale.ROOT);
    if (!loopback || Loopback.is(name) || (published != null && published.host().equals(name))) {
      return;
    }
    throw ApiException.of(421, "misdirected-request", "this server listens on loopback only")
        .field("Host")
        .remedy(
            "use http://127.0.0.1 or http://localhost; behind a reverse proxy set"
                + " server.public_url to the address that browsers use");
  }

  /**
   * Lets a request pass that a page of this server sent, or no page at all.
   *
   * @throws ApiException 403 when a page of another site sent it
   */
  void checkOrigin(@Nullable String origin, @Nullable String host) {
    if (origin == null
        || String.valueOf(host).equalsIgnoreCase(authority(origin))
        || (published != null && published.equals(Origin.of(origin)))) {
      return;
    }
    throw ApiException.of(403, "foreign-origin", "requests from other web sites are refused")
        .field("Origin")
        .remedy(
            "call the API from the server's own page or from a program; behind a reverse proxy set"
                + " server.public_url to the address that browsers use");
  }

  private static @Nullable String authority(String origin) {
    try {
      return URI.create(origin).getRawAuthority();
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  /** The header without its port; an IPv6 address keeps its brackets. */
  private static String name(String header) {
    int colon = header.lastIndexOf(':');
    return colon < 0 || header.endsWith("]") ? header : header.substring(0, colon);
  }
}

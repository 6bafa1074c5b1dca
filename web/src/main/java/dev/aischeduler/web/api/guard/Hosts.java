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
  private final boolean publishedSecurely;

  /**
   * The names of a server.
   *
   * @param boundTo address that the server listens on
   * @param publicUrl address by which a reverse proxy serves it; empty for none
   */
  public Hosts(String boundTo, String publicUrl) {
    this.loopback = Loopback.is(boundTo);
    this.published = publicUrl.isEmpty() ? null : Origin.of(publicUrl);
    this.publishedSecurely = publicUrl.startsWith("https:");
  }

  /**
   * Lets a request pass.
   *
   * @param header the Host header
   * @param encryptedFor the name that the connection was opened for; null for none
   * @throws ApiException 421 when it was sent to a foreign name, or to another than its connection
   */
  void check(@Nullable String header, @Nullable String encryptedFor) {
    String name = name(header == null ? "" : header).toLowerCase(Locale.ROOT);
    boolean named = published != null && published.host().equals(name);
    // a proxy that encrypts opens its connection for a name of its own
    if (encryptedFor != null && !named && !encryptedFor.equalsIgnoreCase(name)) {
      throw ApiException.of(
              421, "misdirected-request", "the connection was opened for another server name")
          .field("Host")
          .remedy("send the name that the TLS connection was opened for (SNI)");
    }
    if (!loopback || Loopback.is(name) || named) {
      return;
    }
    throw ApiException.of(421, "misdirected-request", "this server listens on loopback only")
        .field("Host")
        .remedy(
            "use http://127.0.0.1 or http://localhost; behind a reverse proxy set"
                + " server.public_url to the address that browsers use");
  }

  /**
   * Whether browsers are to use nothing but HTTPS for the name of a request from now on. Names of
   * loopback are shared by all programs of a machine, so they are left alone.
   *
   * @param header the Host header
   * @param secure whether the request came by HTTPS
   */
  boolean isSecureOnly(@Nullable String header, boolean secure) {
    String name = name(header == null ? "" : header).toLowerCase(Locale.ROOT);
    boolean publicly = isPublishedSecurely() && published != null && published.host().equals(name);
    return (secure || publicly) && !Loopback.is(name);
  }

  /** Whether browsers reach this server by HTTPS through a proxy. */
  boolean isPublishedSecurely() {
    return publishedSecurely;
  }

  /**
   * Lets a request pass that a page of this server sent, or no page at all.
   *
   * @throws ApiException 403 when a page of another site sent it
   */
  void checkOrigin(@Nullable String origin, @Nullable String host) {
    if (origin == null || isOwn(origin, host)) {
      return;
    }
    throw ApiException.of(403, "foreign-origin", "requests from other web sites are refused")
        .field("Origin")
        .remedy(
            "call the API from the server's own page or from a program, or name the site in"
                + " server.cors_origins; behind a reverse proxy set server.public_url to the address"
                + " that browsers use");
  }

  /** True for the origin of pages of this server. */
  boolean isOwn(String origin, @Nullable String host) {
    return String.valueOf(host).equalsIgnoreCase(authority(origin))
        || (published != null && published.equals(Origin.of(origin)));
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

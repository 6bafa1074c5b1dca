package dev.aischeduler.web.api.guard;

import java.net.URI;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Where a web page comes from: what browsers send in the header Origin.
 *
 * @param scheme {@code http} or {@code https}
 * @param host in lower case; an IPv6 address in brackets
 * @param port also when it is the scheme's own
 */
record Origin(String scheme, String host, int port) {

  /** The origin of a URL, or null if it has none. */
  static @Nullable Origin of(String url) {
    try {
      URI uri = URI.create(url);
      if (uri.getScheme() == null || uri.getHost() == null) {
        return null;
      }
      String scheme = uri.getScheme().toLowerCase(Locale.ROOT);
      int usual = scheme.equals("https") ? 443 : 80;
      int port = uri.getPort() < 0 ? usual : uri.getPort();
      return new Origin(scheme, uri.getHost().toLowerCase(Locale.ROOT), port);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }
}

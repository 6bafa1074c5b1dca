package dev.aischeduler.web.api.guard;

import dev.aischeduler.config.Network;
import dev.aischeduler.config.Settings;
import io.javalin.http.Context;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds out where a request comes from. Each proxy appends the address that it was called from, so
 * the list is read from its end: the first address that is no trusted proxy is the client's, and
 * what stands before it may be anybody's invention. Only the configured header is read, since a
 * proxy passes on the others as a client wrote them. Immutable.
 */
final class Proxies {
  private static final String FORWARDED = "Forwarded";
  private static final String SCHEME = "X-Forwarded-Proto";
  private static final int MOST_HOPS = 32;
  private static final Pattern PORT =
      Pattern.compile("\\[([0-9A-Fa-f:.]+)](?::[0-9]{1,5})?|([0-9.]+):[0-9]{1,5}");
  private static final Pattern PARAMETER =
      Pattern.compile("\\s*([A-Za-z]{1,16})=(?:\"([^\"]{0,300})\"|([^\";,]{0,300}))\\s*");

  private final List<Network> trusted;
  private final boolean standard;
  private final String header;

  Proxies(Settings.Server server) {
    this.trusted = Network.listOfAny(server.trustedProxies());
    this.header = server.proxyHeader();
    this.standard = header.equals(FORWARDED);
  }

  /** What one proxy says of who called it; null for what it does not say. */
  private record Hop(@Nullable String address, @Nullable String scheme) {}

  /** Where a request comes from. */
  Client client(Context ctx) {
    String peer = ctx.req().getRemoteAddr();
    boolean secure = ctx.req().isSecure();
    if (!isTrusted(peer)) {
      return new Client(peer, secure);
    }
    List<Hop> hops = hops(ctx);
    String address = peer;
    // the nearest proxy's word on the scheme counts: what is before it may be invented
    Boolean encrypted = null;
    for (Hop hop : hops) {
      if (!isTrusted(address)) {
        break;
      }
      if (hop.scheme() != null) {
        encrypted = Boolean.valueOf(hop.scheme().equalsIgnoreCase("https"));
      }
      Optional<InetAddress> before =
          hop.address() == null ? Optional.empty() : Network.address(hop.address());
      if (before.isEmpty()) {
        break;
      }
      address = before.get().getHostAddress();
    }
    return new Client(address, encrypted == null ? secure : encrypted.booleanValue());
  }

  private boolean isTrusted(String address) {
    return !trusted.isEmpty()
        && Network.address(address)
            .filter(found -> trusted.stream().anyMatch(network -> network.contains(found)))
            .isPresent();
  }

  /** The hops, the nearest proxy's first. */
  private List<Hop> hops(Context ctx) {
    List<String> parts = parts(ctx, header);
    List<Hop> hops = new ArrayList<>();
    if (standard) {
      parts.forEach(part -> hops.add(standard(part)));
      return hops;
    }
    List<String> schemes = parts(ctx, SCHEME);
    for (int i = 0; i < Math.max(parts.size(), schemes.isEmpty() ? 0 : 1); i++) {
      // one scheme speaks for the client; of several each proxy added its own
      boolean named = schemes.size() == 1 ? i == 0 : i < schemes.size();
      hops.add(
          new Hop(
              i < parts.size() ? withoutPort(parts.get(i)) : null, named ? schemes.get(i) : null));
    }
    return hops;
  }

  /** The parts of a header's lines, the last first, at most 32. */
  private static List<String> parts(Context ctx, String name) {
    List<String> parts = new ArrayList<>();
    for (String line : Collections.list(ctx.req().getHeaders(name))) {
      for (String part : line.split(",", -1)) {
        parts.add(part.strip());
      }
    }
    Collections.reverse(parts);
    return parts.size() > MOST_HOPS ? parts.subList(0, MOST_HOPS) : parts;
  }

  private static Hop standard(String part) {
    String address = null;
    String scheme = null;
    for (String pair : part.split(";", -1)) {
      Matcher match = PARAMETER.matcher(pair);
      if (match.matches()) {
        String value = match.group(2) == null ? match.group(3) : match.group(2);
        switch (match.group(1).toLowerCase(Locale.ROOT)) {
          case "for" -> address = withoutPort(value);
          case "proto" -> scheme = value;
          default -> {
            // by and host are not needed
          }
        }
      }
    }
    return new Hop(address, scheme);
  }

  private static String withoutPort(String text) {
    Matcher match = PORT.matcher(text);
    if (!match.matches()) {
      return text;
    }
    return match.group(1) == null ? match.group(2) : match.group(1);
  }
}

package dev.aischeduler.engine.webhook;

import dev.aischeduler.config.Network;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.List;

/**
 * Which addresses receivers may have: public ones, and those of networks that the configuration
 * allows. So no caller can have this server talk to the machine's own services, to those of its
 * network, or to the metadata service of a cloud. Immutable.
 */
public final class AddressRules {
  /** Special purposes of the registries of IANA; what carries an IPv4 address inside is one. */
  private static final List<Network> SPECIAL =
      Network.list(
          "0.0.0.0/8,10.0.0.0/8,100.64.0.0/10,127.0.0.0/8,169.254.0.0/16,172.16.0.0/12,192.0.0.0/24,"
              + "192.0.2.0/24,192.88.99.0/24,192.168.0.0/16,198.18.0.0/15,198.51.100.0/24,"
              + "203.0.113.0/24,224.0.0.0/3,2001::/23,2001:db8::/32,2002::/16,3fff::/20");

  /** All of IPv6 that is routed; NAT64 (64:ff9b::), private and link-local lie outside. */
  private static final Network ROUTED = Network.list("2000::/3").get(0);

  private final List<Network> allowed;

  /**
   * @param allowed networks that are no business of these rules
   */
  public AddressRules(List<Network> allowed) {
    this.allowed = List.copyOf(allowed);
  }

  /** Whether a receiver of this address may be called. */
  public boolean allows(InetAddress address) {
    if (allowed.stream().anyMatch(network -> network.contains(address))) {
      return true;
    }
    boolean special = SPECIAL.stream().anyMatch(network -> network.contains(address));
    return !special && (!(address instanceof Inet6Address) || ROUTED.contains(address));
  }
}

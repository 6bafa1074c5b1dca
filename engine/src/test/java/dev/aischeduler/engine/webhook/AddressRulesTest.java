package dev.aischeduler.engine.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aischeduler.config.Network;
import java.net.InetAddress;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class AddressRulesTest {
  private final AddressRules rules = new AddressRules(List.of());

  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1",
        "127.255.255.255",
        "0.0.0.0",
        "0.1.2.3",
        "10.0.0.1",
        "172.16.0.1",
        "172.31.255.255",
        "192.168.1.1",
        "169.254.169.254",
        "100.64.0.1",
        "100.100.100.200",
        "192.0.0.192",
        "192.0.2.1",
        "198.18.0.1",
        "198.51.100.1",
        "203.0.113.1",
        "224.0.0.1",
        "239.1.2.3",
        "240.0.0.1",
        "255.255.255.255",
        "2130706433",
        "::",
        "::1",
        "::127.0.0.1",
        "::ffff:127.0.0.1",
        "::ffff:10.0.0.1",
        "64:ff9b::7f00:1",
        "64:ff9b:1::1",
        "100::1",
        "fe80::1",
        "fec0::1",
        "fc00::1",
        "fd00:ec2::254",
        "ff02::1",
        "2001::1",
        "2001:db8::1",
        "2002:7f00:1::",
        "2002:a00:1::1",
        "3fff::1",
        "5f00::1"
      })
  void private_local_and_reserved_addresses_are_refused(String address) throws Exception {
    assertThat(rules.allows(InetAddress.getByName(address))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1.1.1.1",
        "8.8.8.8",
        "172.15.255.255",
        "172.32.0.1",
        "100.63.255.255",
        "223.255.255.255",
        "::ffff:8.8.8.8",
        "2606:4700:4700::1111",
        "2a00:1450:4001::1",
        "2001:4860:4860::8888"
      })
  void public_addresses_are_allowed(String address) throws Exception {
    assertThat(rules.allows(InetAddress.getByName(address))).isTrue();
  }

  @Test
  void an_allowed_network_is_an_exception_and_its_neighbours_are_not() throws Exception {
    AddressRules some = new AddressRules(Network.list("10.1.0.0/16, fd00:1::/32"));
    assertThat(some.allows(InetAddress.getByName("10.1.255.1"))).isTrue();
    assertThat(some.allows(InetAddress.getByName("10.2.0.1"))).isFalse();
    assertThat(some.allows(InetAddress.getByName("fd00:1::5"))).isTrue();
    assertThat(some.allows(InetAddress.getByName("fd00:2::5"))).isFalse();
    assertThat(some.allows(InetAddress.getLoopbackAddress())).isFalse();
  }
}

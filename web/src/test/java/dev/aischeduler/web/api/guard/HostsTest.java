package dev.aischeduler.web.api.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.aischeduler.config.Loopback;
import dev.aischeduler.web.api.reply.ApiException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class HostsTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1",
        "127.1.2.3",
        "127.255.255.255",
        "localhost",
        "LocalHost",
        "localhost.",
        "::1",
        "[::1]",
        "0:0:0:0:0:0:0:1",
        "[0000:0000:0000:0000:0000:0000:0000:0001]",
        "::ffff:127.0.0.1",
        "[::ffff:127.0.0.1]",
        "[::FFFF:7f00:1]",
      })
  void bound_to_any_loopback_address_only_loopback_names_are_answered(String host) {
    assertThat(Loopback.is(host)).isTrue();
    Hosts hosts = new Hosts(host, "");
    refuses(hosts, "evil.example");
    refuses(hosts, "evil.example:8080");
    String name = host.contains(":") && !host.startsWith("[") ? "[" + host + "]" : host;
    for (String header : new String[] {name, name + ":8080", "localhost:8080", "[::1]:8080"}) {
      assertThatCode(() -> hosts.check(header, null)).doesNotThrowAnyException();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0.0.0.0",
        "::",
        "[::]",
        "10.0.0.1",
        "127.0.0.1.evil.example",
        "127.0.0",
        "127.0.0.256",
        "1127.0.0.1",
        "localhost.evil.example",
        "evil-localhost",
        "fe80::1",
        "::2",
        "::ffff:10.0.0.1",
        "[::1",
        "::1]",
        ":",
        "",
      })
  void no_other_name_is_loopback(String host) {
    assertThat(Loopback.is(host)).isFalse();
    refuses(new Hosts("127.0.0.1", ""), host);
  }

  @Test
  void a_public_url_is_a_name_of_its_own_and_the_origin_of_its_pages() {
    Hosts hosts = new Hosts("127.0.0.1", "https://AI.example.org/");
    for (String header : new String[] {"ai.example.org", "ai.example.org:443", "localhost:8080"}) {
      assertThatCode(() -> hosts.check(header, null)).doesNotThrowAnyException();
      for (String origin : new String[] {"https://ai.example.org", "https://ai.example.org:443"}) {
        assertThatCode(() -> hosts.checkOrigin(origin, header)).doesNotThrowAnyException();
      }
      for (String origin :
          new String[] {
            "http://ai.example.org:81",
            "https://ai.example.org:8443",
            "https://ai.example.org.evil.example",
            "https://evil.example",
            "null",
            "",
            "%",
          }) {
        assertThatExceptionOfType(ApiException.class)
            .as(origin)
            .isThrownBy(() -> hosts.checkOrigin(origin, header))
            .satisfies(e -> assertThat(e.status()).isEqualTo(403))
            .satisfies(e -> assertThat(e.remedy()).contains("server.public_url"));
      }
    }
    refuses(hosts, "evil.example");
    refuses(hosts, "ai.example.org.evil.example");
  }

  private static void refuses(Hosts hosts, String header) {
    assertThatExceptionOfType(ApiException.class)
        .as(header)
        .isThrownBy(() -> hosts.check(header, null))
        .satisfies(e -> assertThat(e.status()).isEqualTo(421));
  }
}

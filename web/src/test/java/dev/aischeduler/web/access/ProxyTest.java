package dev.aischeduler.web.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.aischeduler.db.Dialect;
import dev.aischeduler.web.app.Answer;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A server behind a reverse proxy: whose word on a client counts. */
final class ProxyTest {
  private static final String FOR = "X-Forwarded-For";
  private static final String PROTO = "X-Forwarded-Proto";
  private static SecuredApp app;
  private static SecuredApp standard;
  private static SecuredApp direct;

  private final AtomicInteger requests = new AtomicInteger();

  @BeforeAll
  static void start() {
    app =
        new SecuredApp(Dialect.H2, Map.of("server.trusted_proxies", "127.0.0.1, 10.0.0.0/8, ::1"));
    standard =
        new SecuredApp(
            Dialect.H2,
            Map.of("server.trusted_proxies", "127.0.0.1", "server.proxy_header", "Forwarded"));
    direct = new SecuredApp(Dialect.H2, Map.of("server.trusted_proxies", "10.0.0.0/8"));
  }

  @AfterAll
  static void stop() throws IOException {
    app.close();
    standard.close();
    direct.close();
  }

  /** The address that the audit names for a request with these headers. */
  private String audited(SecuredApp server, String... headers) {
    String lane = "no-lane-" + System.identityHashCode(this) + "-" + requests.incrementAndGet();
    String path = "/api/v1/lanes/" + lane + "/pause";
    server.http().send("POST", path, BodyPublishers.noBody(), headers);
    return await()
        .until(
            () -> {
              for (var entry : server.http().get("/api/v1/audit").json().path("entries")) {
                if (entry.path("target").asText().equals(path)) {
                  return entry.path("address").asText();
                }
              }
              return "";
            },
            found -> !found.isEmpty());
  }

  @Test
  void the_last_address_that_is_no_trusted_proxy_is_the_client() {
    assertThat(audited(app, FOR, "203.0.113.9")).isEqualTo("203.0.113.9");
    assertThat(audited(app, FOR, "6.6.6.6, 203.0.113.9")).isEqualTo("203.0.113.9");
    assertThat(audited(app, FOR, "6.6.6.6, 203.0.113.9, 10.1.2.3")).isEqualTo("203.0.113.9");
    assertThat(audited(app, FOR, "6.6.6.6", FOR, "203.0.113.9:4711")).isEqualTo("203.0.113.9");
    assertThat(audited(app, FOR, "[2001:db8::7]:80")).isEqualTo("2001:db8:0:0:0:0:0:7");
    assertThat(audited(app, FOR, "6.6.6.6, unknown, 10.1.2.3")).isEqualTo("10.1.2.3");
    assertThat(audited(app, FOR, "evil.example")).isEqualTo("127.0.0.1");
    assertThat(audited(app)).isEqualTo("127.0.0.1");
  }

  @Test
  void only_the_configured_header_and_only_of_trusted_proxies_counts() {
    assertThat(audited(app, "Forwarded", "for=6.6.6.6")).isEqualTo("127.0.0.1");
    assertThat(audited(standard, FOR, "6.6.6.6")).isEqualTo("127.0.0.1");
    assertThat(audited(standard, "Forwarded", "for=6.6.6.6, for=\"[2001:db8::7]:80\";proto=https"))
        .isEqualTo("2001:db8:0:0:0:0:0:7");
    assertThat(audited(direct, FOR, "6.6.6.6")).isEqualTo("127.0.0.1");
  }

  @Test
  void wrong_keys_are_counted_by_client_and_not_by_proxy() {
    for (int i = 0; i < 20; i++) {
      assertThat(whoami("198.51.100.1", "wrong-" + i)).isEqualTo(401);
    }
    assertThat(whoami("198.51.100.1", SecuredApp.ADMIN)).isEqualTo(429);
    assertThat(whoami("6.6.6.6, 198.51.100.1", SecuredApp.ADMIN)).isEqualTo(429);
    assertThat(whoami("198.51.100.2", SecuredApp.ADMIN)).isEqualTo(200);
  }

  private static int whoami(String client, String key) {
    return app.http().get("/api/v1/whoami", FOR, client, "Authorization", "Bearer " + key).status();
  }

  @Test
  void cookies_follow_the_scheme_that_the_client_speaks() {
    String key = app.secret("operator");
    assertThat(cookie(app, key, PROTO, "https")).contains("Secure");
    assertThat(cookie(app, key, PROTO, "http")).doesNotContain("Secure");
    assertThat(cookie(app, key, FOR, "6.6.6.6", PROTO, "https")).contains("Secure");
    assertThat(cookie(direct, direct.secret("operator"), PROTO, "https")).doesNotContain("Secure");
    String forwarded = "for=203.0.113.9;proto=https";
    assertThat(cookie(standard, standard.secret("operator"), "Forwarded", forwarded))
        .contains("Secure");
  }

  private static String cookie(SecuredApp server, String key, String... headers) {
    String[] all = new String[headers.length + 2];
    all[0] = "Content-Type";
    all[1] = "application/x-www-form-urlencoded";
    System.arraycopy(headers, 0, all, 2, headers.length);
    Answer answer =
        server.http().send("POST", "/login", BodyPublishers.ofString("key=" + key), all);
    assertThat(answer.status()).as(answer.text()).isEqualTo(303);
    return answer.header("Set-Cookie");
  }
}

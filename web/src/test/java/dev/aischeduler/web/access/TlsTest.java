package dev.aischeduler.web.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.aischeduler.db.Dialect;
import dev.aischeduler.web.app.LogLines;
import dev.aischeduler.web.client.ApiClient;
import dev.aischeduler.web.client.ServerUnreachableException;
import dev.aischeduler.web.tls.TestCertificate;
import dev.aischeduler.web.tls.TrustedAuthorities;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.cert.Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server that speaks HTTPS. */
final class TlsTest {
  private static final String GENERATE = "/api/v1/llm/generate";
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @TempDir static Path folder;
  private static TestCertificate first;
  private static TestCertificate second;
  private static SSLContext trust;
  private static SecuredApp app;
  private static URI address;

  @BeforeAll
  static void start() {
    first = TestCertificate.make(folder, "first", "EC", 90);
    second = TestCertificate.make(folder, "second", "RSA", 10);
    trust = TrustedAuthorities.of(List.of(first.certificate(), second.certificate()));
    app =
        new SecuredApp(
            Dialect.H2,
            Map.of(
                "server.tls.certificate",
                first.writeCertificate(folder.resolve("server.crt")).toString(),
                "server.tls.key",
                first.writeKey(folder.resolve("server.key")).toString(),
                "server.max_blocked_callers",
                "1",
                "server.public_url",
                "https://ai.test"));
    address = URI.create(app.app().application().address());
  }

  @AfterAll
  static void stop() throws IOException {
    app.close();
  }

  private static ApiClient client() {
    return new ApiClient(address, SecuredApp.ADMIN, trust);
  }

  /** An encrypted connection that was opened for a name. */
  private static SSLSocket connect(String name) {
    try {
      SSLSocket socket =
          (SSLSocket) trust.getSocketFactory().createSocket(address.getHost(), address.getPort());
      socket.setSoTimeout((int) PATIENCE.toMillis());
      SSLParameters parameters = socket.getSSLParameters();
      parameters.setServerNames(List.of(new SNIHostName(name)));
      socket.setSSLParameters(parameters);
      socket.startHandshake();
      return socket;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String answer(String openedFor, String request) {
    try (SSLSocket socket = connect(openedFor)) {
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String get(String path, String host) {
    return "GET " + path + " HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n";
  }

  private static Certificate shown() {
    try (SSLSocket socket = connect("ai.test")) {
      return socket.getSession().getPeerCertificates()[0];
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String metric(String name) {
    return new String(client().download("/metrics"), StandardCharsets.UTF_8)
        .lines()
        .filter(line -> line.startsWith(name + " "))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void clients_that_trust_the_certificate_are_answered_and_others_say_what_to_do() {
    assertThat(address.getScheme()).isEqualTo("https");
    assertThat(client().get("/api/v1/whoami").path("role").asText()).isEqualTo("admin");
    assertThatThrownBy(() -> new ApiClient(address, "").get("/healthz"))
        .isInstanceOf(ServerUnreachableException.class)
        .hasMessageContaining("--ca-file");
    ApiClient plain = new ApiClient(URI.create("http://127.0.0.1:" + address.getPort()), "");
    assertThatThrownBy(() -> plain.get("/healthz")).isInstanceOf(RuntimeException.class);
  }

  @Test
  void browsers_are_told_to_use_https_only_and_never_for_loopback() {
    String publicly = answer("ai.test", get("/login", "ai.test"));
    assertThat(publicly).startsWith("HTTP/1.1 200").contains("Strict-Transport-Security: max-age=");
    assertThat(answer("localhost", get("/login", "localhost:8080")))
        .startsWith("HTTP/1.1 200")
        .doesNotContain("Strict-Transport-Security");
  }

  @Test
  void a_login_cookie_never_travels_unencrypted() {
    String form = "key=" + made();
    assertThat(
            answer(
                "ai.test",
                "POST /login HTTP/1.1\r\nHost: ai.test\r\nConnection: close\r\n"
                    + "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: "
                    + form.length()
                    + "\r\n\r\n"
                    + form))
        .startsWith("HTTP/1.1 303")
        .containsPattern("Set-Cookie: " + Sessions.COOKIE + "=[^\r]*Secure");
  }

  private static String made() {
    return client()
        .post("/api/v1/keys", Map.of("name", "somebody", "role", "operator"), Map.of())
        .path("secret")
        .asText();
  }

  @Test
  void a_request_for_another_name_than_its_connection_s_is_misdirected() {
    assertThat(answer("other.test", get("/healthz", "localhost")))
        .startsWith("HTTP/1.1 421")
        .contains("misdirected-request");
    assertThat(answer("localhost", get("/healthz", "evil.example"))).startsWith("HTTP/1.1 421");
    // a proxy that encrypts connects to localhost and passes on the public name
    assertThat(answer("localhost", get("/healthz", "ai.test"))).startsWith("HTTP/1.1 200");
  }

  @Test
  void a_caller_who_hangs_up_is_noticed_through_the_encryption() throws IOException {
    String wait = "{\"prompt\":\"hang\",\"wait_s\":600}";
    try (SSLSocket waiting = connect("localhost")) {
      waiting
          .getOutputStream()
          .write(
              ("POST "
                      + GENERATE
                      + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer "
                      + SecuredApp.ADMIN
                      + "\r\nContent-Type: application/json\r\nContent-Length: "
                      + wait.length()
                      + "\r\n\r\n"
                      + wait)
                  .getBytes(StandardCharsets.US_ASCII));
      await()
          .atMost(PATIENCE)
          .until(() -> client().get("/api/v1/tasks?status=running").path("tasks").size() == 1);
    }
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                client()
                    .follow(
                        GENERATE, Map.of("prompt", "a", "stream", true), Map.of(), event -> true));
  }

  @Test
  void changed_files_are_taken_without_a_restart_and_broken_ones_leave_the_old() {
    try (LogLines log = new LogLines()) {
      assertThat(shown()).isEqualTo(first.certificate());
      second.writeCertificate(folder.resolve("server.crt"));
      // the key of the first certificate is there still
      await()
          .atMost(PATIENCE)
          .untilAsserted(
              () -> assertThat(metric("ai_scheduler_tls_files_refused")).endsWith(" 1.0"));
      assertThat(shown()).isEqualTo(first.certificate());
      assertThat(log.of("dev.aischeduler.web.tls").toString())
          .contains("the old certificate", "does not belong to the certificate of CN=second");
      second.writeKey(folder.resolve("server.key"));
      await()
          .atMost(PATIENCE)
          .untilAsserted(() -> assertThat(shown()).isEqualTo(second.certificate()));
      await()
          .atMost(PATIENCE)
          .untilAsserted(
              () -> assertThat(metric("ai_scheduler_tls_files_refused")).endsWith(" 0.0"));
      assertThat(
              Double.parseDouble(
                  metric("ai_scheduler_tls_certificate_expires_seconds").split(" ", 2)[1]))
          .isEqualTo((double) second.certificate().getNotAfter().toInstant().getEpochSecond());
      assertThat(log.of("dev.aischeduler.web.tls").toString()).contains("expires at");
    } finally {
      first.writeCertificate(folder.resolve("server.crt"));
      first.writeKey(folder.resolve("server.key"));
      await().atMost(PATIENCE).until(() -> shown().equals(first.certificate()));
    }
  }
}

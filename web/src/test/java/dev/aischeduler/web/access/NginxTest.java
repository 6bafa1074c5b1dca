package dev.aischeduler.web.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aischeduler.config.json.Json;
import dev.aischeduler.db.Dialect;
import dev.aischeduler.web.tls.TestCertificate;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The shipped configuration of nginx, in a real nginx before the real server. */
final class NginxTest {
  private static final Path NGINX = Path.of("/usr/sbin/nginx");
  private static final Path SHIPPED =
      Path.of(System.getProperty("ai_scheduler.home", ".."), "config/nginx/ai-scheduler.conf");

  /** What it includes, as the containers' configuration does. */
  private static final String SHARED = "ai-scheduler-proxy.conf";

  /** Another address of this machine than the server's, as that of a client. */
  private static final String CLIENT = "127.0.0.2";

  @TempDir static Path folder;
  private static SecuredApp app;
  private static Process nginx;
  private static int plain;
  private static int tls;

  @BeforeAll
  static void start() throws Exception {
    assumeTrue(Files.isExecutable(NGINX), "make nginx");
    plain = freePort();
    tls = freePort();
    app =
        new SecuredApp(
            Dialect.H2,
            Map.of(
                "server.public_url",
                "https://localhost:" + tls,
                "server.trusted_proxies",
                "127.0.0.1"));
    TestCertificate certificate = TestCertificate.make(folder, "localhost", "EC", 30);
    Path pem = certificate.writeCertificate(folder.resolve("certificate.pem"));
    Path key = certificate.writeKey(folder.resolve("key.pem"));
    Files.copy(SHIPPED.resolveSibling(SHARED), folder.resolve(SHARED));
    String shipped = Files.readString(SHIPPED);
    Path site =
        Files.writeString(
            folder.resolve("site.conf"),
            shipped
                .replace("127.0.0.1:8080 max", app.http().address().substring(7) + " max")
                .replace("listen 80;", "listen 127.0.0.1:" + plain + ";")
                .replace("listen 443 ", "listen 127.0.0.1:" + tls + " ")
                .replace("ai.example.org;", "localhost;")
                .replace("/etc/ssl/ai-scheduler/certificate.pem", pem.toString())
                .replace("/etc/ssl/ai-scheduler/key.pem", key.toString()));
    Path main = Files.writeString(folder.resolve("nginx.conf"), main(site));
    assertThat(run(NGINX.toString(), "-t", "-p", folder.toString(), "-c", main.toString()))
        .contains("test is successful")
        .doesNotContain("warn");
    nginx =
        new ProcessBuilder(NGINX.toString(), "-p", folder.toString(), "-c", main.toString())
            .inheritIO()
            .start();
    await().until(() -> !status("/healthz").isEmpty());
  }

  private static String main(Path site) {
    String root = System.getProperty("user.name").equals("root") ? "user root;\n" : "";
    return root
        + """
        daemon off;
        pid nginx.pid;
        error_log stderr;
        events { worker_connections 512; }
        http {
          access_log off;
          client_body_temp_path body;
          proxy_temp_path proxy;
          fastcgi_temp_path fastcgi;
          uwsgi_temp_path uwsgi;
          scgi_temp_path scgi;
          include "%s";
        }
        """
            .replace("%s", site.toString());
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  @AfterAll
  static void stop() throws Exception {
    if (nginx != null) {
      nginx.destroy();
      nginx.waitFor();
    }
    if (app != null) {
      app.close();
    }
  }

  private static String run(String... command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    return said;
  }

  /** A call of curl from {@link #CLIENT} through nginx, with an admin's key. */
  private static List<String> curl(String path, String... more) {
    List<String> command =
        new ArrayList<>(
            List.of(
                "curl",
                "-sS",
                "--interface",
                CLIENT,
                "--cacert",
                folder.resolve("certificate.pem").toString(),
                "-H",
                "Authorization: Bearer " + SecuredApp.ADMIN));
    command.addAll(List.of(more));
    command.add("https://localhost:" + tls + path);
    return command;
  }

  private static String answer(String path, String... more) throws Exception {
    return run(curl(path, more).toArray(new String[0]));
  }

  private static String status(String path, String... more) throws Exception {
    List<String> all = new ArrayList<>(List.of("-o", "/dev/null", "-w", "%{http_code}"));
    all.addAll(List.of(more));
    return answer(path, all.toArray(new String[0]));
  }

  @Test
  void http_leads_to_https_and_https_speaks_http_2() throws Exception {
    assertThat(run("curl", "-sS", "-i", "http://localhost:" + plain + "/jobs?x=1"))
        .contains(" 301 ", "Location: https://localhost/jobs?x=1");
    assertThat(answer("/api/v1/tasks", "--http2", "-o", "/dev/null", "-w", "%{http_version}"))
        .isEqualTo("2");
    assertThat(answer("/readyz", "-i")).contains("HTTP/2 200").doesNotContain("nginx/");
  }

  @Test
  void the_client_s_own_address_is_known_and_what_it_claims_is_not_believed() throws Exception {
    String lane = "/api/v1/lanes/no-lane-of-nginx/pause";
    assertThat(status(lane, "-X", "POST", "-H", "X-Forwarded-For: 6.6.6.6")).isEqualTo("404");
    await()
        .untilAsserted(
            () -> {
              JsonNode entries = Json.mapper().readTree(answer("/api/v1/audit")).path("entries");
              assertThat(entries)
                  .anyMatch(
                      entry ->
                          entry.path("target").asText().equals(lane)
                              && entry.path("address").asText().equals(CLIENT));
            });
  }

  @Test
  void events_come_while_the_stream_is_open() throws Exception {
    Process stream =
        new ProcessBuilder(curl("/api/v1/events", "-N")).redirectErrorStream(true).start();
    try (BufferedReader lines = stream.inputReader(StandardCharsets.UTF_8)) {
      String first = lines.readLine();
      assertThat(first).isNotNull();
      answer(
          "/api/v1/llm/generate",
          "-H",
          "Content-Type: application/json",
          "-d",
          "{\"prompt\":\"through nginx\"}");
      String line = first;
      while (!line.contains("succeeded")) {
        line = lines.readLine();
        assertThat(line).as("the stream ended").isNotNull();
      }
      assertThat(stream.isAlive()).isTrue();
    } finally {
      stream.destroy();
    }
  }

  @Test
  void a_large_manifest_passes() throws Exception {
    Path manifest =
        Files.writeString(
            folder.resolve("manifest.jsonl"),
            ("{\"prompt\":\"" + "x".repeat(1000) + "\"}\n").repeat(3000));
    assertThat(
            status(
                "/api/v1/bulk?type=llm&dry_run=true",
                "-H",
                "Content-Type: application/jsonl",
                "--data-binary",
                "@" + manifest))
        .isEqualTo("202");
  }

  @Test
  void a_browser_of_the_public_address_may_log_in_and_figures_are_for_this_machine_alone()
      throws Exception {
    String key = app.secret("admin", "name", "through-nginx");
    assertThat(
            status(
                "/login",
                "-H",
                "Origin: https://localhost:" + tls,
                "--data-urlencode",
                "key=" + key))
        .isEqualTo("303");
    assertThat(status("/metrics")).isEqualTo("403");
    assertThat(status("/metrics", "--interface", "127.0.0.1")).isEqualTo("200");
  }
}

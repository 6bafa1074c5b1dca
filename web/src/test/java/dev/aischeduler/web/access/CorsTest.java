package dev.aischeduler.web.access;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.aischeduler.db.Dialect;
import dev.aischeduler.web.app.RunningApp;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What pages of other sites may do from a browser. */
final class CorsTest {
  private static final String SITE = "https://app.example.org";
  private static final String ALLOW = "Access-Control-Allow-Origin";
  private static final String TASKS = "/api/v1/tasks";
  private static final String KEY = "Bearer " + SecuredApp.ADMIN;
  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  private static SecuredApp app;

  @BeforeAll
  static void start() {
    app =
        new SecuredApp(Dialect.H2, Map.of("server.cors_origins", SITE + ", http://localhost:5173"));
  }

  @AfterAll
  static void stop() throws IOException {
    app.close();
  }

  private static HttpResponse<InputStream> send(
      String address, String method, String path, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(address + path)).method(method, BodyPublishers.noBody());
    if (headers.length > 0) {
      request.headers(headers);
    }
    try {
      return CLIENT.send(request.build(), BodyHandlers.ofInputStream());
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Sends a request, closes the answer unread. */
  private static HttpResponse<InputStream> ask(String method, String path, String... headers) {
    HttpResponse<InputStream> answer = send(app.http().address(), method, path, headers);
    close(answer);
    return answer;
  }

  private static void close(HttpResponse<InputStream> answer) {
    try {
      answer.body().close();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String header(HttpResponse<?> answer, String name) {
    return String.join("|", answer.headers().allValues(name));
  }

  private static List<String> corsHeaders(HttpResponse<?> answer) {
    return answer.headers().map().keySet().stream()
        .filter(name -> name.toLowerCase(Locale.ROOT).startsWith("access-control"))
        .toList();
  }

  @Test
  void a_page_of_a_named_site_may_ask_what_it_may_send_without_a_key() {
    HttpResponse<InputStream> answer =
        ask(
            "OPTIONS",
            "/api/v1/task/0199a0a0-0000-7000-8000-000000000000",
            "Origin",
            SITE,
            "Access-Control-Request-Method",
            "PATCH",
            "Access-Control-Request-Headers",
            "authorization,content-type");
    assertThat(answer.statusCode()).isEqualTo(204);
    assertThat(header(answer, ALLOW)).isEqualTo(SITE);
    assertThat(header(answer, "Access-Control-Allow-Methods")).isEqualTo("DELETE, PATCH");
    assertThat(header(answer, "Access-Control-Allow-Headers"))
        .contains("Authorization", "Content-Type", "Idempotency-Key", "Last-Event-ID");
    assertThat(header(answer, "Access-Control-Max-Age")).isEqualTo("600");
    assertThat(header(answer, "Access-Control-Allow-Credentials")).isEmpty();
    assertThat(header(answer, "Vary")).isEqualTo("Origin");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://evil.example",
        "https://app.example.org.evil.example",
        "https://app.example.org:8443",
        "http://app.example.org",
        "https://app.example.org/",
        "null",
        "*",
        "https://APP.example.org"
      })
  void pages_of_other_sites_are_told_nothing_and_change_nothing(String origin) {
    HttpResponse<InputStream> preflight =
        ask("OPTIONS", TASKS, "Origin", origin, "Access-Control-Request-Method", "POST");
    assertThat(preflight.statusCode()).isEqualTo(401);
    HttpResponse<InputStream> read = ask("GET", TASKS, "Origin", origin, "Authorization", KEY);
    HttpResponse<InputStream> change =
        ask("POST", "/api/v1/lanes/llm/resume", "Origin", origin, "Authorization", KEY);
    assertThat(change.statusCode()).isEqualTo(403);
    for (HttpResponse<InputStream> answer : List.of(preflight, read, change)) {
      assertThat(corsHeaders(answer)).isEmpty();
      assertThat(header(answer, "Vary")).contains("Origin");
    }
  }

  @Test
  void its_page_reads_answers_streams_and_errors() throws IOException {
    HttpResponse<InputStream> read =
        ask("GET", TASKS, "Origin", SITE, "Authorization", KEY, "Accept-Encoding", "gzip");
    assertThat(read.statusCode()).isEqualTo(200);
    assertThat(header(read, "Vary")).isEqualTo("Origin, Accept-Encoding");
    HttpResponse<InputStream> change =
        ask("POST", "/api/v1/lanes/llm/resume", "Origin", SITE, "Authorization", KEY);
    assertThat(change.statusCode()).isEqualTo(200);
    HttpResponse<InputStream> unknown =
        ask("GET", "/api/v1/nothing", "Origin", SITE, "Authorization", KEY);
    assertThat(unknown.statusCode()).isEqualTo(404);
    HttpResponse<InputStream> keyless = ask("GET", TASKS, "Origin", SITE);
    assertThat(keyless.statusCode()).isEqualTo(401);
    String slow = app.secret("viewer", "tenant", "default", "requests_per_minute", 1);
    ask("GET", TASKS, "Authorization", "Bearer " + slow);
    HttpResponse<InputStream> limited =
        ask("GET", TASKS, "Origin", SITE, "Authorization", "Bearer " + slow);
    assertThat(limited.statusCode()).isEqualTo(429);
    HttpResponse<InputStream> events =
        send(app.http().address(), "GET", "/api/v1/events", "Origin", SITE, "Authorization", KEY);
    assertThat(header(events, "Content-Type")).startsWith("text/event-stream");
    close(events);
    for (HttpResponse<InputStream> answer :
        List.of(read, change, unknown, keyless, limited, events)) {
      assertThat(header(answer, ALLOW)).as(answer.toString()).isEqualTo(SITE);
      assertThat(header(answer, "Vary")).as(answer.toString()).startsWith("Origin");
      assertThat(header(answer, "Access-Control-Expose-Headers"))
          .contains("ETag", "Location", "Retry-After", "X-Trace-Id");
    }
  }

  @Test
  void what_a_browser_adds_by_itself_is_no_key_across_sites() {
    String key = app.secret("operator");
    String cookie =
        header(
                app.http()
                    .send(
                        "POST",
                        "/login",
                        BodyPublishers.ofString("key=" + key),
                        "Content-Type",
                        "application/x-www-form-urlencoded")
                    .response(),
                "Set-Cookie")
            .split(";", 2)[0];
    assertThat(ask("GET", TASKS, "Cookie", cookie).statusCode()).isEqualTo(200);
    for (String origin : List.of(SITE, "https://evil.example")) {
      assertThat(ask("GET", TASKS, "Origin", origin, "Cookie", cookie).statusCode()).isEqualTo(401);
    }
    String basic =
        "Basic " + Base64.getEncoder().encodeToString((":" + SecuredApp.ADMIN).getBytes(UTF_8));
    assertThat(ask("GET", TASKS, "Authorization", basic).statusCode()).isEqualTo(200);
    HttpResponse<InputStream> refused =
        ask("GET", TASKS, "Origin", SITE, "Authorization", basic, "Accept", "text/html");
    assertThat(refused.statusCode()).isEqualTo(401);
    assertThat(header(refused, "WWW-Authenticate")).isEqualTo("Bearer");
  }

  @Test
  void pages_of_the_server_and_its_login_are_for_no_other_site() {
    for (String path : List.of("/jobs", "/login", "/settings", "/assets/page.js")) {
      HttpResponse<InputStream> answer = ask("GET", path, "Origin", SITE, "Authorization", KEY);
      assertThat(corsHeaders(answer)).as(path).isEmpty();
    }
    assertThat(ask("POST", "/login", "Origin", SITE).statusCode()).isEqualTo(403);
  }

  @Test
  void without_the_setting_there_is_no_header_of_it() throws IOException {
    try (RunningApp plain = RunningApp.scripted(Map.of())) {
      for (String method : List.of("GET", "OPTIONS", "POST")) {
        HttpResponse<InputStream> answer =
            send(
                plain.http().address(),
                method,
                TASKS,
                "Origin",
                SITE,
                "Access-Control-Request-Method",
                "GET");
        close(answer);
        assertThat(corsHeaders(answer)).isEmpty();
        assertThat(header(answer, "Vary")).doesNotContain("Origin");
      }
    }
  }

  @Test
  void a_star_lets_every_site_in_once_keys_are_asked_for() throws IOException {
    Map<String, String> star = Map.of("server.cors_origins", "*");
    try (RunningApp open = RunningApp.scripted(star);
        SecuredApp keyed = new SecuredApp(Dialect.H2, star)) {
      HttpResponse<InputStream> read = send(open.http().address(), "GET", TASKS, "Origin", SITE);
      close(read);
      assertThat(corsHeaders(read)).isEmpty();
      HttpResponse<InputStream> change =
          send(open.http().address(), "POST", "/api/v1/lanes/llm/resume", "Origin", SITE);
      close(change);
      assertThat(change.statusCode()).isEqualTo(403);
      HttpResponse<InputStream> with =
          send(keyed.http().address(), "GET", TASKS, "Origin", "null", "Authorization", KEY);
      close(with);
      assertThat(with.statusCode()).isEqualTo(200);
      assertThat(header(with, ALLOW)).isEqualTo("*");
      assertThat(header(with, "Access-Control-Allow-Credentials")).isEmpty();
    }
  }
}

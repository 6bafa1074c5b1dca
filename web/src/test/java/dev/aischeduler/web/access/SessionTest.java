package dev.aischeduler.web.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aischeduler.db.Dialect;
import dev.aischeduler.web.app.Answer;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.EnumMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Login of browsers, on each database. */
final class SessionTest {
  private static final String TASKS = "/api/v1/tasks";
  private static final String FORM = "application/x-www-form-urlencoded";
  private static final Map<Dialect, SecuredApp> APPS = new EnumMap<>(Dialect.class);

  @BeforeAll
  static void start() {
    for (Dialect dialect : Dialect.values()) {
      APPS.put(dialect, new SecuredApp(dialect, Map.of("server.public_url", "https://ai.test")));
    }
  }

  @AfterAll
  static void stop() throws IOException {
    for (SecuredApp app : APPS.values()) {
      app.close();
    }
    APPS.clear();
  }

  private static Answer login(SecuredApp app, String key) {
    return app.http()
        .send("POST", "/login", BodyPublishers.ofString("key=" + key), "Content-Type", FORM);
  }

  /** The cookie of a new session of a key. */
  private static String cookie(SecuredApp app, String key) {
    Answer answer = login(app, key);
    assertThat(answer.status()).as(answer.text()).isEqualTo(303);
    return answer.header("Set-Cookie").split(";", 2)[0];
  }

  /** A request within a session; the test's client would otherwise add its own key. */
  private static Answer within(
      SecuredApp app, String cookie, String method, String path, String... headers) {
    String[] all = new String[headers.length + 4];
    all[0] = "Cookie";
    all[1] = cookie;
    all[2] = "Authorization";
    all[3] = "";
    System.arraycopy(headers, 0, all, 4, headers.length);
    return app.http().send(method, path, BodyPublishers.noBody(), all);
  }

  private static String token(SecuredApp app, String cookie) {
    JsonNode who = within(app, cookie, "GET", "/api/v1/whoami").json();
    return who.path("csrf_token").asText();
  }

  @ParameterizedTest
  @EnumSource(Dialect.class)
  void a_login_gives_a_cookie_that_scripts_and_other_sites_cannot_use(Dialect dialect) {
    SecuredApp app = APPS.get(dialect);
    Answer answer = login(app, app.secret("viewer", "tenant", "default"));
    assertThat(answer.header("Set-Cookie"))
        .startsWith(Sessions.COOKIE + "=aiss_")
        .contains("HttpOnly", "SameSite=Strict", "Secure", "Path=/");
    String cookie = answer.header("Set-Cookie").split(";", 2)[0];
    assertThat(within(app, cookie, "GET", TASKS).status()).isEqualTo(200);
    String rows =
        app.app()
            .application()
            .database()
            .jdbi()
            .withHandle(h -> h.createQuery("SELECT * FROM login_session").mapToMap().list())
            .toString();
    assertThat(rows).doesNotContain(cookie.substring(cookie.indexOf('=') + 1));
  }

  @ParameterizedTest
  @EnumSource(Dialect.class)
  void each_answer_lets_scripts_of_its_own_nonce_run_alone(Dialect dialect) {
    SecuredApp app = APPS.get(dialect);
    String first = app.http().get("/login").header("Content-Security-Policy");
    String second = app.http().get("/login").header("Content-Security-Policy");
    assertThat(first).containsPattern("script-src 'self' 'nonce-[A-Za-z0-9_-]{22}';");
    assertThat(second).isNotEqualTo(first);
  }

  @ParameterizedTest
  @EnumSource(Dialect.class)
  void a_wrong_key_gets_the_form_again(Dialect dialect) {
    SecuredApp app = APPS.get(dialect);
    Answer program = login(app, "wrong");
    assertThat(program.status()).isEqualTo(401);
    assertThat(program.header("Set-Cookie")).isEmpty();
    Answer browser =
        app.http()
            .send(
                "POST",
                "/login",
                BodyPublishers.ofString("key=wrong"),
                "Content-Type",
                FORM,
                "Accept",
                "text/html");
    assertThat(browser.status()).isEqualTo(303);
    assertThat(browser.header("Set-Cookie")).isEmpty();
    assertThat(app.http().get(browser.header("Location")).text()).contains("<form", "not known");
  }

  @ParameterizedTest
  @EnumSource(Dialect.class)
  void a_change_within_a_session_needs_its_token(Dialect dialect) {
    SecuredApp app = APPS.get(dialect);
    String cookie = cookie(app, app.secret("operator"));
    String other = cookie(app, app.secret("operator"));
    String pause = "/api/v1/lanes/llm/pause";
    assertThat(within(app, cookie, "POST", pause).json().path("type").asText()).endsWith("csrf");
    assertThat(within(app, cookie, "POST", pause, "X-CSRF-Token", token(app, other)).status())
        .isEqualTo(403);
    assertThat(within(app, cookie, "POST", pause, "X-CSRF-Token", token(app, cookie)).status())
        .isEqualTo(200);
    app.http().post("/api/v1/lanes/llm/resume");
  }

  @ParameterizedTest
  @EnumSource(Dialect.class)
  void the_token_never_stands_twice_in_the_same_way(Dialect dialect) {
    SecuredApp app = APPS.get(dialect);
    String cookie = cookie(app, app.secret("operator"));
    String first = token(app, cookie);
    String second = token(app, cookie);
    assertThat(second).isNotEqualTo(first).doesNotContain(first.substring(0, 8));
    String page = within(app, cookie, "GET", "/jobs", "Accept", "text/html").text();
    assertThat(page).contains("csrf-token").doesNotContain(first).doesNotContain(second);
    String resume = "/api/v1/lanes/llm/resume";
    for (String token : new String[] {first, second}) {
      assertThat(within(app, cookie, "POST", resume, "X-CSRF-Token", token).status())
          .isEqualTo(200);
    }
    for (String wrong : new String[] {"", "%", "A".repeat(86), first.substring(2), first + "AA"}) {
      assertThat(within(app, cookie, "POST", resume, "X-CSRF-Token", wrong).status())
          .as(wrong)
          .isEqualTo(403);
    }
  }

  @ParameterizedTest
  @EnumSource(Dialect.class)
  void a_session_has_the_role_of_its_key_and_ends_with_it(Dialect dialect) {
    SecuredApp app = APPS.get(dialect);
    JsonNode key = app.key("viewer", "tenant", "default");
    String cookie = cookie(app, key.path("secret").asText());
    String token = token(app, cookie);
    assertThat(
            within(app, cookie, "POST", "/api/v1/lanes/llm/pause", "X-CSRF-Token", token)
                .json()
                .path("type")
                .asText())
        .endsWith("role-missing");
    app.http().post("/api/v1/keys/" + key.path("id").asText() + "/revoke");
    await()
        .untilAsserted(() -> assertThat(within(app, cookie, "GET", TASKS).status()).isEqualTo(401));
  }

  @ParameterizedTest
  @EnumSource(Dialect.class)
  void a_logout_ends_the_session_also_by_a_form(Dialect dialect) {
    SecuredApp app = APPS.get(dialect);
    String cookie = cookie(app, app.secret("viewer", "tenant", "default"));
    Answer out =
        app.http()
            .send(
                "POST",
                "/logout",
                BodyPublishers.ofString("csrf_token=" + token(app, cookie)),
                "Content-Type",
                FORM,
                "Cookie",
                cookie,
                "Authorization",
                "");
    assertThat(out.status()).as(out.text()).isEqualTo(303);
    assertThat(within(app, cookie, "GET", TASKS).status()).isEqualTo(401);
  }

  @ParameterizedTest
  @EnumSource(Dialect.class)
  void a_session_without_requests_is_over(Dialect dialect) {
    SecuredApp app = APPS.get(dialect);
    String cookie = cookie(app, app.secret("viewer", "tenant", "default"));
    assertThat(within(app, cookie, "GET", TASKS).status()).isEqualTo(200);
    String hash = Secret.hash(cookie.substring(cookie.indexOf('=') + 1));
    app.app()
        .application()
        .database()
        .jdbi()
        .useHandle(
            h ->
                h.createUpdate(
                        "UPDATE login_session SET seen_at = TIMESTAMP WITH TIME ZONE"
                            + " '2020-01-01 00:00:00+00' WHERE hash = :hash")
                    .bind("hash", hash)
                    .execute());
    await()
        .untilAsserted(() -> assertThat(within(app, cookie, "GET", TASKS).status()).isEqualTo(401));
  }
}

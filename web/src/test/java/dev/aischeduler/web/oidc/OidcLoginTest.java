package dev.aischeduler.web.oidc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.jwt.JWTClaimsSet;
import dev.aischeduler.db.Dialect;
import dev.aischeduler.db.TestDatabases;
import dev.aischeduler.web.Handlers;
import dev.aischeduler.web.app.Answer;
import dev.aischeduler.web.app.LogLines;
import dev.aischeduler.web.app.RunningApp;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Login by an OpenID provider, on each database. */
final class OidcLoginTest {
  private static final String ADMIN = "an-admin-s-configured-key";
  private static final String CALLBACK = "/login/oidc/callback";
  private static final Map<Dialect, RunningApp> APPS = new EnumMap<>(Dialect.class);
  private static final AtomicInteger CLIENTS = new AtomicInteger();
  private static TestProvider provider;

  @BeforeAll
  static void start() {
    provider = new TestProvider();
    for (Dialect dialect : Dialect.values()) {
      APPS.put(dialect, app(dialect, Map.of()));
    }
  }

  private static RunningApp app(Dialect dialect, Map<String, String> more) {
    var database = TestDatabases.settings(dialect);
    Map<String, String> settings = new HashMap<>();
    settings.put("database.url", database.url());
    settings.put("database.username", database.username());
    settings.put("database.password", database.password());
    settings.put("security.api_key", ADMIN);
    settings.put("server.public_url", "https://ai.test");
    settings.put("server.trusted_proxies", "127.0.0.1");
    settings.put("security.oidc.issuer", provider.issuer());
    settings.put("security.oidc.client_id", TestProvider.CLIENT);
    settings.put("security.oidc.client_secret", TestProvider.CLIENT_SECRET);
    settings.put("security.oidc.role_claim", "realm_access.roles");
    settings.put(
        "security.oidc.roles", "{\"ops\":\"operator\",\"staff\":\"submitter\",\"root\":\"admin\"}");
    settings.put("security.oidc.tenant_claim", "company");
    settings.put("security.oidc.allowed_domains", "example.org, example.com");
    settings.putAll(more);
    return RunningApp.start(
        settings, (all, catalogue, devices, cache) -> new Handlers(List.of(), () -> {}));
  }

  @AfterAll
  static void stop() throws IOException {
    for (RunningApp app : APPS.values()) {
      app.close();
    }
    APPS.clear();
    provider.close();
  }

  @AfterEach
  void honest() {
    provider.claims(claims -> {});
    provider.signer(null);
  }

  /** A browser of its own address, so that its failures are counted for it alone. */
  private static final class Browser {
    private final RunningApp app;
    private final String address = "198.51.100." + CLIENTS.incrementAndGet();
    private final Map<String, String> cookies = new HashMap<>();

    Browser(Dialect dialect) {
      this(APPS.get(dialect));
    }

    Browser(RunningApp app) {
      this.app = app;
    }

    Answer get(String path) {
      return send("GET", path);
    }

    Answer send(String method, String path, String... headers) {
      List<String> all = new ArrayList<>(List.of(headers));
      all.addAll(List.of("X-Forwarded-For", address, "Accept", "text/html", "Authorization", ""));
      if (!cookies.isEmpty()) {
        all.add("Cookie");
        all.add(
            cookies.entrySet().stream()
                .map(c -> c.getKey() + "=" + c.getValue())
                .collect(Collectors.joining("; ")));
      }
      Answer answer =
          app.http().send(method, path, BodyPublishers.noBody(), all.toArray(new String[0]));
      for (String cookie : answer.headers("Set-Cookie")) {
        String[] pair = cookie.split(";", 2)[0].split("=", 2);
        if (pair[1].isEmpty()) {
          cookies.remove(pair[0]);
        } else {
          cookies.put(pair[0], pair[1]);
        }
      }
      return answer;
    }

    URI begin() {
      Answer there = get("/login/oidc?next=/lanes");
      assertThat(there.status()).as(there.text()).isEqualTo(303);
      return URI.create(there.header("Location"));
    }

    /** The whole way; the answer to the browser's return. */
    Answer login() {
      return back(provider.agree(begin()));
    }

    Answer back(URI redirect) {
      assertThat(redirect.toString()).startsWith("https://ai.test" + CALLBACK);
      return get(CALLBACK + "?" + redirect.getRawQuery());
    }
  }

  private static Consumer<JWTClaimsSet.Builder> groups(String... groups) {
    return claims -> claims.claim("realm_access", Map.of("roles", List.of(groups)));
  }

  @ParameterizedTest
  @EnumSource(Dialect.class)
  void a_user_of_the_provider_gets_a_session_with_the_role_of_its_highest_group(Dialect dialect) {
    provider.claims(groups("people", "staff", "ops"));
    Browser browser = new Browser(dialect);
    Answer in = browser.login();
    assertThat(in.status()).as(in.text()).isEqualTo(200);
    assertThat(in.text()).contains("url=/lanes");
    assertThat(in.headers("Set-Cookie").toString())
        .contains("ai_scheduler_session=aiss_", "HttpOnly", "SameSite=Strict", "Secure");
    assertThat(browser.cookies).doesNotContainKey("__Host-ai_scheduler_oidc");
    JsonNode who = browser.get("/api/v1/whoami").json();
    assertThat(who.path("name").asText()).isEqualTo("alice@example.org");
    assertThat(who.path("role").asText()).isEqualTo("operator");
    assertThat(who.path("tenant").isNull() || who.path("tenant").isMissingNode()).isTrue();
    await()
        .untilAsserted(
            () ->
                assertThat(
                        APPS.get(dialect)
                            .http()
                            .get("/api/v1/audit?caller=alice@example.org")
                            .json()
                            .path("entries"))
                    .anySatisfy(
                        entry -> {
                          assertThat(entry.path("action").asText()).isEqualTo("GET " + CALLBACK);
                          assertThat(entry.path("address").asText()).isEqualTo(browser.address);
                          assertThat(entry.toString()).doesNotContain("the-code-number");
                        }));
    // the rights of the next login are those of its token
    provider.claims(groups("root"));
    assertThat(browser.login().status()).isEqualTo(200);
    await()
        .untilAsserted(
            () ->
                assertThat(browser.get("/api/v1/whoami").json().path("role").asText())
                    .isEqualTo("admin"));
    String token = browser.get("/api/v1/whoami").json().path("csrf_token").asText();
    assertThat(browser.send("POST", "/logout", "X-CSRF-Token", token).status()).isEqualTo(303);
    assertThat(browser.get("/api/v1/whoami").status()).isEqualTo(401);
  }

  @ParameterizedTest
  @EnumSource(Dialect.class)
  void submitters_belong_to_the_tenant_of_their_token(Dialect dialect) {
    RunningApp app = APPS.get(dialect);
    app.http()
        .send(
            "PUT",
            "/api/v1/tenants/acme",
            BodyPublishers.ofString("{}"),
            "Content-Type",
            "application/json");
    provider.claims(groups("staff").andThen(c -> c.subject("bob").claim("company", "acme")));
    Browser bob = new Browser(dialect);
    assertThat(bob.login().status()).isEqualTo(200);
    assertThat(bob.get("/api/v1/whoami").json().path("tenant").asText()).isEqualTo("acme");
    provider.claims(groups("staff").andThen(c -> c.subject("eve").claim("company", "nobody")));
    refused(new Browser(dialect), "sso-refused");
    provider.claims(groups("staff").andThen(c -> c.subject("eve")));
    refused(new Browser(dialect), "sso-refused");
  }

  private static void refused(Browser browser, String why) {
    refused(browser, browser.login(), why);
  }

  private static void refused(Browser browser, Answer answer, String why) {
    assertThat(answer.status()).as(answer.text()).isEqualTo(303);
    assertThat(answer.header("Location")).isEqualTo("/login?failed=" + why);
    assertThat(browser.cookies).isEmpty();
    assertThat(browser.get("/login?failed=" + why).text()).doesNotContain("login.failed");
  }

  @Test
  void only_users_of_allowed_domains_and_with_a_role_may_log_in() {
    provider.claims(groups("people"));
    refused(new Browser(Dialect.H2), "sso-refused");
    provider.claims(claims -> claims.claim("realm_access", "ops"));
    refused(new Browser(Dialect.H2), "sso-refused");
    provider.claims(groups("ops").andThen(c -> c.claim("email", "alice@evil.example")));
    refused(new Browser(Dialect.H2), "sso-refused");
    provider.claims(groups("ops").andThen(c -> c.claim("email_verified", false)));
    refused(new Browser(Dialect.H2), "sso-refused");
  }

  @Test
  void a_token_that_is_not_for_this_login_is_refused_and_no_log_shows_it() {
    Date past = Date.from(Instant.now().minusSeconds(600));
    List<Consumer<JWTClaimsSet.Builder>> wrong =
        List.of(
            c -> c.claim("nonce", "another-nonce"),
            c -> c.claim("nonce", null),
            c -> c.audience("another-client"),
            c -> c.audience(List.of(TestProvider.CLIENT, "x")),
            c -> c.audience(List.of(TestProvider.CLIENT, "x")).claim("azp", "x"),
            c -> c.issuer("https://evil.example"),
            c -> c.expirationTime(past),
            c -> c.subject(null));
    try (LogLines log = new LogLines()) {
      for (Consumer<JWTClaimsSet.Builder> one : wrong) {
        provider.claims(groups("root").andThen(one));
        refused(new Browser(Dialect.H2), "sso-failed");
      }
      provider.claims(groups("root"));
      provider.signer(TestProvider::unsigned);
      refused(new Browser(Dialect.H2), "sso-failed");
      var stranger = TestProvider.newKey("stranger");
      provider.signer(content -> TestProvider.sign(content, stranger));
      refused(new Browser(Dialect.H2), "sso-failed");
      var namesake = TestProvider.newKey("first");
      provider.signer(content -> TestProvider.sign(content, namesake));
      refused(new Browser(Dialect.H2), "sso-failed");
      assertThat(log.of("dev.aischeduler.web.oidc").toString())
          .contains("the ID token is not valid")
          .doesNotContain("the-code-number", "the-access-token", TestProvider.CLIENT_SECRET, "eyJ");
    }
  }

  @Test
  void the_way_back_belongs_to_the_browser_that_began_it_and_works_once() {
    provider.claims(groups("root"));
    Browser victim = new Browser(Dialect.H2);
    URI ofAttacker = provider.agree(new Browser(Dialect.H2).begin());
    refused(victim, victim.back(ofAttacker), "sso-failed");
    victim.begin();
    refused(victim, victim.back(ofAttacker), "sso-failed");
    Browser browser = new Browser(Dialect.H2);
    URI back = provider.agree(browser.begin());
    assertThat(browser.back(back).status()).isEqualTo(200);
    browser.cookies.clear();
    refused(browser, browser.back(back), "sso-failed");
    Browser denied = new Browser(Dialect.H2);
    String state = provider.agree(denied.begin()).getRawQuery().replaceAll(".*state=", "");
    refused(denied, denied.get(CALLBACK + "?error=access_denied&state=" + state), "sso-refused");
    refused(denied, denied.get(CALLBACK + "?%00=&code=a&code=b"), "sso-failed");
  }

  @Test
  void an_address_that_fails_often_must_wait() {
    Browser browser = new Browser(Dialect.H2);
    for (int i = 0; i < 20; i++) {
      assertThat(browser.get(CALLBACK + "?code=guess&state=guess").status()).isEqualTo(303);
    }
    assertThat(browser.get(CALLBACK + "?code=guess&state=guess").status()).isEqualTo(429);
    assertThat(new Browser(Dialect.H2).get(CALLBACK + "?code=a&state=b").status()).isEqualTo(303);
  }

  @Test
  void new_keys_of_the_provider_are_taken_without_a_restart() throws IOException {
    try (TestProvider rotating = new TestProvider();
        RunningApp app = app(Dialect.H2, Map.of("security.oidc.issuer", rotating.issuer()))) {
      rotating.claims(groups("ops"));
      Browser browser = new Browser(app);
      assertThat(browser.back(rotating.agree(browser.begin())).status()).isEqualTo(200);
      rotating.rotate("next");
      assertThat(browser.back(rotating.agree(browser.begin())).status()).isEqualTo(200);
    }
  }

  @Test
  void a_login_never_leads_to_another_site() {
    provider.claims(groups("ops"));
    Browser browser = new Browser(Dialect.H2);
    URI there = URI.create(browser.get("/login/oidc?next=//evil.example/").header("Location"));
    assertThat(browser.back(provider.agree(there)).text())
        .contains("url=/\"")
        .doesNotContain("evil");
  }
}

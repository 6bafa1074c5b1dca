package dev.aischeduler.web.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aischeduler.db.Dialect;
import dev.aischeduler.web.app.Answer;
import java.io.IOException;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What becomes of API keys, on each database. */
final class KeyLifecycleTest {
  private static final String TASKS = "/api/v1/tasks";
  private static final Map<Dialect, SecuredApp> APPS = new EnumMap<>(Dialect.class);

  @BeforeAll
  static void start() {
    for (Dialect dialect : Dialect.values()) {
      APPS.put(dialect, new SecuredApp(dialect, Map.of()));
    }
  }

  @AfterAll
  static void stop() throws IOException {
    for (SecuredApp app : APPS.values()) {
      app.close();
    }
    APPS.clear();
  }

  private static String change(SecuredApp app, JsonNode key, String what) {
    Answer answer = app.http().post("/api/v1/keys/" + key.path("id").asText() + "/" + what);
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    return answer.json().path("secret").asText();
  }

  @ParameterizedTest
  @EnumSource(Dialect.class)
  void a_secret_is_shown_once_and_the_database_has_only_its_hash(Dialect dialect) {
    SecuredApp app = APPS.get(dialect);
    JsonNode key = app.key("viewer", "tenant", "default");
    String secret = key.path("secret").asText();
    assertThat(secret).matches("ais_[A-Za-z0-9_-]{43}").startsWith(key.path("prefix").asText());
    assertThat(app.http().get("/api/v1/keys").text())
        .contains(key.path("id").asText())
        .doesNotContain(secret);
    String rows =
        app.app()
            .application()
            .database()
            .jdbi()
            .withHandle(h -> h.createQuery("SELECT * FROM api_key").mapToMap().list())
            .toString();
    assertThat(rows).contains(Secret.hash(secret)).doesNotContain(secret);
  }

  @ParameterizedTest
  @EnumSource(Dialect.class)
  void a_revoked_key_is_refused_within_a_second_although_it_was_just_used(Dialect dialect) {
    SecuredApp app = APPS.get(dialect);
    JsonNode key = app.key("viewer", "tenant", "default");
    String secret = key.path("secret").asText();
    assertThat(app.status("GET", TASKS, secret)).isEqualTo(200);
    change(app, key, "revoke");
    await().untilAsserted(() -> assertThat(app.status("GET", TASKS, secret)).isEqualTo(401));
    change(app, key, "revoke");
    assertThat(app.http().post("/api/v1/keys/" + key.path("id").asText() + "/rotate").status())
        .isEqualTo(409);
  }

  @ParameterizedTest
  @EnumSource(Dialect.class)
  void a_rotated_key_takes_both_secrets_for_the_time_of_grace(Dialect dialect) {
    SecuredApp app = APPS.get(dialect);
    JsonNode key = app.key("viewer", "tenant", "default");
    String first = key.path("secret").asText();
    String second = change(app, key, "rotate?grace_s=3600");
    assertThat(second).isNotEqualTo(first);
    assertThat(app.status("GET", TASKS, first)).isEqualTo(200);
    assertThat(app.status("GET", TASKS, second)).isEqualTo(200);
    String third = change(app, key, "rotate?grace_s=0");
    await().untilAsserted(() -> assertThat(app.status("GET", TASKS, second)).isEqualTo(401));
    await().untilAsserted(() -> assertThat(app.status("GET", TASKS, first)).isEqualTo(401));
    assertThat(app.status("GET", TASKS, third)).isEqualTo(200);
  }

  @ParameterizedTest
  @EnumSource(Dialect.class)
  void a_key_ends_when_its_time_is_over(Dialect dialect) {
    SecuredApp app = APPS.get(dialect);
    String secret =
        app.secret(
            "viewer", "tenant", "default", "expires_at", Instant.now().plusSeconds(2).toString());
    await().untilAsserted(() -> assertThat(app.status("GET", TASKS, secret)).isEqualTo(401));
  }

  @ParameterizedTest
  @EnumSource(Dialect.class)
  void the_last_use_is_noted(Dialect dialect) {
    SecuredApp app = APPS.get(dialect);
    JsonNode key = app.key("viewer", "tenant", "default");
    app.status("GET", TASKS, key.path("secret").asText());
    await()
        .untilAsserted(
            () ->
                assertThat(app.http().get("/api/v1/keys").json().path("keys"))
                    .anyMatch(
                        one ->
                            one.path("id").equals(key.path("id"))
                                && one.path("last_used_at").isTextual()));
  }

  @ParameterizedTest
  @EnumSource(Dialect.class)
  void a_key_that_sends_more_than_it_may_is_told_when_to_come_again(Dialect dialect) {
    SecuredApp app = APPS.get(dialect);
    String secret = app.secret("viewer", "tenant", "default", "requests_per_minute", 3);
    for (int i = 0; i < 3; i++) {
      assertThat(app.status("GET", TASKS, secret)).isEqualTo(200);
    }
    var refused = app.send("GET", TASKS, "", secret);
    assertThat(refused.statusCode()).isEqualTo(429);
    assertThat(refused.headers().firstValueAsLong("Retry-After").orElse(0)).isBetween(1L, 21L);
  }

  @ParameterizedTest
  @EnumSource(Dialect.class)
  void what_makes_no_sense_is_refused_with_the_field(Dialect dialect) {
    SecuredApp app = APPS.get(dialect);
    assertField(app, "{\"role\":\"viewer\",\"tenant\":\"default\"}", "name");
    assertField(app, "{\"name\":\"a\",\"role\":\"root\"}", "role");
    assertField(app, "{\"name\":\"a\",\"role\":\"submitter\"}", "tenant");
    assertField(app, "{\"name\":\"a\",\"role\":\"viewer\",\"tenant\":\"nobody\"}", "tenant");
    assertField(app, "{\"name\":\"a\",\"role\":\"admin\",\"max_priority\":10}", "max_priority");
    assertField(
        app,
        "{\"name\":\"a\",\"role\":\"admin\",\"expires_at\":\"2020-01-01T00:00:00Z\"}",
        "expires_at");
    String none = "/api/v1/keys/" + UUID.randomUUID();
    assertThat(app.http().post(none + "/revoke").status()).isEqualTo(404);
    assertThat(app.http().post(none + "/rotate").status()).isEqualTo(404);
  }

  private static void assertField(SecuredApp app, String body, String field) {
    Answer answer = app.http().post("/api/v1/keys", body);
    assertThat(answer.status()).as(answer.text()).isEqualTo(400);
    assertThat(answer.json().path("field").asText()).isEqualTo(field);
  }

  @ParameterizedTest
  @EnumSource(Dialect.class)
  void an_admin_of_a_tenant_makes_and_sees_keys_of_the_tenant_alone(Dialect dialect) {
    SecuredApp app = APPS.get(dialect);
    app.tenant("acme");
    JsonNode foreign = app.key("viewer", "tenant", "default");
    String admin = app.secret("admin", "tenant", "acme");
    String auth = "Bearer " + admin;
    Answer made =
        app.http()
            .post("/api/v1/keys", "{\"name\":\"a\",\"role\":\"operator\"}", "Authorization", auth);
    assertThat(made.json().path("tenant").asText()).isEqualTo("acme");
    Answer refused =
        app.http()
            .post(
                "/api/v1/keys",
                "{\"name\":\"a\",\"role\":\"viewer\",\"tenant\":\"default\"}",
                "Authorization",
                auth);
    assertThat(refused.json().path("field").asText()).isEqualTo("tenant");
    assertThat(app.http().get("/api/v1/keys", "Authorization", auth).json().path("keys"))
        .allMatch(key -> key.path("tenant").asText().equals("acme"));
    assertThat(app.status("POST", "/api/v1/keys/" + foreign.path("id").asText() + "/revoke", admin))
        .isEqualTo(404);
  }
}

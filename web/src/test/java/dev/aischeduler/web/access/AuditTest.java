package dev.aischeduler.web.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aischeduler.db.Dialect;
import java.io.IOException;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is written down of changes, on each database. */
final class AuditTest {
  private static final String AUDIT = "/api/v1/audit";
  private static final Map<Dialect, SecuredApp> APPS = new EnumMap<>(Dialect.class);

  @BeforeAll
  static void start() {
    for (Dialect dialect : Dialect.values()) {
      SecuredApp app = new SecuredApp(dialect, Map.of());
      app.tenant("acme");
      APPS.put(dialect, app);
    }
  }

  @AfterAll
  static void stop() throws IOException {
    for (SecuredApp app : APPS.values()) {
      app.close();
    }
    APPS.clear();
  }

  private static JsonNode entries(SecuredApp app, String query) {
    return app.http().get(AUDIT + query).json().path("entries");
  }

  @ParameterizedTest
  @EnumSource(Dialect.class)
  void a_change_is_written_down_with_caller_target_and_outcome(Dialect dialect) {
    SecuredApp app = APPS.get(dialect);
    String operator = app.secret("operator");
    assertThat(app.status("POST", "/api/v1/lanes/llm/pause", operator)).isEqualTo(200);
    assertThat(app.status("POST", "/api/v1/lanes/llm/resume", operator)).isEqualTo(200);
    await()
        .untilAsserted(
            () ->
                assertThat(entries(app, "?caller=operator"))
                    .anySatisfy(
                        entry -> {
                          assertThat(entry.path("action").asText())
                              .isEqualTo("POST /api/v1/lanes/{lane}/pause");
                          assertThat(entry.path("target").asText())
                              .isEqualTo("/api/v1/lanes/llm/pause");
                          assertThat(entry.path("outcome").asInt()).isEqualTo(200);
                          assertThat(entry.path("address").asText()).isEqualTo("127.0.0.1");
                        }));
  }

  @ParameterizedTest
  @EnumSource(Dialect.class)
  void a_secret_that_somebody_wrote_into_an_address_is_not_kept(Dialect dialect) {
    SecuredApp app = APPS.get(dialect);
    String careless = app.secret("operator", "name", "careless");
    app.status("POST", "/api/v1/keys/none/rotate?grace_s=5&api_key=very-secret", careless);
    await()
        .untilAsserted(
            () ->
                assertThat(entries(app, "?caller=careless"))
                    .extracting(entry -> entry.path("details").asText())
                    .containsExactly("grace_s=5&api_key=…"));
  }

  @ParameterizedTest
  @EnumSource(Dialect.class)
  void what_was_refused_is_written_down_and_reading_is_not(Dialect dialect) {
    SecuredApp app = APPS.get(dialect);
    String viewer = app.secret("viewer", "tenant", "acme", "name", "curious");
    assertThat(app.status("GET", "/api/v1/tasks", viewer)).isEqualTo(200);
    assertThat(app.status("POST", "/api/v1/lanes/llm/pause", viewer)).isEqualTo(403);
    await()
        .untilAsserted(
            () ->
                assertThat(entries(app, "?caller=curious"))
                    .singleElement()
                    .satisfies(entry -> assertThat(entry.path("outcome").asInt()).isEqualTo(403)));
  }

  @ParameterizedTest
  @EnumSource(Dialect.class)
  void a_submission_is_written_down_with_the_job_that_came_of_it(Dialect dialect) {
    SecuredApp app = APPS.get(dialect);
    String submitter = app.secret("submitter", "tenant", "acme", "name", "shop");
    var answer =
        app.send("POST", "/api/v1/llm/generate", "{\"prompt\":\"a\",\"async\":true}", submitter);
    String location = answer.headers().firstValue("Location").orElseThrow();
    await()
        .untilAsserted(
            () ->
                assertThat(entries(app, "?caller=shop&tenant=acme"))
                    .anyMatch(entry -> entry.path("target").asText().equals(location)));
  }

  @ParameterizedTest
  @EnumSource(Dialect.class)
  void no_entry_holds_a_secret(Dialect dialect) {
    SecuredApp app = APPS.get(dialect);
    JsonNode key = app.key("admin", "name", "made-for-the-audit");
    await()
        .untilAsserted(
            () ->
                assertThat(entries(app, "?caller=configured").toString())
                    .contains(key.path("id").asText(), "made-for-the-audit")
                    .doesNotContain(key.path("secret").asText())
                    .doesNotContain(SecuredApp.ADMIN));
  }

  @ParameterizedTest
  @EnumSource(Dialect.class)
  void an_admin_of_a_tenant_sees_what_its_callers_did(Dialect dialect) {
    SecuredApp app = APPS.get(dialect);
    String admin = app.secret("admin", "tenant", "acme", "name", "acme-admin");
    app.send("POST", "/api/v1/keys", "{\"name\":\"x\",\"role\":\"viewer\"}", admin);
    String auth = "Bearer " + admin;
    await()
        .untilAsserted(
            () ->
                assertThat(app.http().get(AUDIT, "Authorization", auth).json().path("entries"))
                    .isNotEmpty()
                    .allMatch(entry -> entry.path("tenant").asText().equals("acme")));
  }

  @ParameterizedTest
  @EnumSource(Dialect.class)
  void pages_lead_through_all_entries_once(Dialect dialect) {
    SecuredApp app = APPS.get(dialect);
    String operator = app.secret("operator", "name", "pager");
    for (int i = 0; i < 5; i++) {
      app.status("POST", "/api/v1/nodes/none/drain", operator);
    }
    await().until(() -> entries(app, "?caller=pager").size() == 5);
    Set<String> seen = new HashSet<>();
    String after = "";
    do {
      JsonNode page = app.http().get(AUDIT + "?caller=pager&limit=2" + after).json();
      page.path("entries")
          .forEach(entry -> assertThat(seen.add(entry.path("id").asText())).isTrue());
      after = page.path("next").isNull() ? "" : "&after=" + page.path("next").asText();
    } while (!after.isEmpty());
    assertThat(seen).hasSize(5);
  }
}

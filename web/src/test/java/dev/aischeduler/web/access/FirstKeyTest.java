package dev.aischeduler.web.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.aischeduler.db.Dialect;
import dev.aischeduler.web.api.ListenException;
import dev.aischeduler.web.app.Answer;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A server before and after its first key, and one that wrong keys are tried on. */
final class FirstKeyTest {
  private static final String TASKS = "/api/v1/tasks";

  @Test
  void without_any_key_the_local_user_is_admin_and_from_the_first_on_keys_are_needed()
      throws IOException {
    try (SecuredApp app = new SecuredApp(Dialect.H2, Map.of("security.api_key", ""))) {
      assertThat(app.status("GET", "/api/v1/keys", "")).isEqualTo(200);
      String admin = app.secret("admin");
      await().untilAsserted(() -> assertThat(app.status("GET", TASKS, "")).isEqualTo(401));
      assertThat(app.status("GET", TASKS, admin)).isEqualTo(200);
      assertThat(app.status("GET", "/healthz", "")).isEqualTo(200);
      // probes have no key, and are told no more than they need
      Answer probe = app.http().get("/readyz");
      assertThat(probe.status()).isEqualTo(200);
      assertThat(probe.json().path("status").asText()).isEqualTo("ready");
      assertThat(probe.json().path("lanes")).isEmpty();
      assertThat(probe.json().path("servers")).isEmpty();
      Answer known = app.http().get("/readyz", "Authorization", "Bearer " + admin);
      assertThat(known.json().path("lanes")).isNotEmpty();
      Answer wrong = app.http().get("/readyz", "Authorization", "Bearer a-wrong-key");
      assertThat(wrong.status()).isEqualTo(200);
      assertThat(wrong.json().path("lanes")).isEmpty();
    }
  }

  @Test
  void a_server_that_must_have_keys_answers_nobody_before_there_is_one() throws IOException {
    try (SecuredApp app =
        new SecuredApp(Dialect.H2, Map.of("security.api_key", "", "security.required", "true"))) {
      assertThat(app.status("GET", TASKS, "")).isEqualTo(401);
    }
  }

  @Test
  void a_server_for_other_machines_does_not_start_before_there_is_a_key() {
    Map<String, String> open =
        Map.of("security.api_key", "", "security.required", "true", "server.host", "0.0.0.0");
    assertThatThrownBy(() -> new SecuredApp(Dialect.H2, open))
        .isInstanceOf(ListenException.class)
        .hasMessageContaining("keys create --local");
  }

  @Test
  void an_address_that_tries_many_keys_must_wait_but_a_key_in_use_goes_on() throws IOException {
    try (SecuredApp app = new SecuredApp(Dialect.H2, Map.of())) {
      String known = app.secret("viewer", "tenant", "default");
      assertThat(app.status("GET", TASKS, known)).isEqualTo(200);
      for (int i = 0; i < 20; i++) {
        assertThat(app.status("GET", TASKS, "wrong-" + i)).isEqualTo(401);
      }
      assertThat(app.status("GET", TASKS, "wrong")).isEqualTo(429);
      assertThat(app.status("GET", TASKS, SecuredApp.ADMIN)).isEqualTo(429);
      assertThat(app.status("GET", TASKS, known)).isEqualTo(200);
    }
  }
}

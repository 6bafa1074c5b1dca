package dev.aischeduler.web.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aischeduler.db.Dialect;
import dev.aischeduler.web.app.Answer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Deliveries of webhooks are seen, and begun anew, by those whose jobs they report. */
final class DeliveryIsolationTest {
  private static final String ALL = "/api/v1/webhooks/deliveries";

  @ParameterizedTest
  @EnumSource(Dialect.class)
  void a_tenant_sees_and_replays_its_own_deliveries_alone(Dialect dialect) throws Exception {
    Map<String, String> settings =
        Map.of(
            "webhooks.secret",
            "whsec_" + "A".repeat(32),
            "webhooks.allowed_networks",
            "127.0.0.0/8");
    try (SecuredApp app = new SecuredApp(dialect, settings)) {
      app.tenant("red");
      app.tenant("blue");
      String red = app.secret("submitter", "tenant", "red");
      String blue = app.secret("submitter", "tenant", "blue");
      String ofRed = delivery(app, red);
      String ofBlue = delivery(app, blue);

      assertThat(ids(app, red, "")).containsExactly(ofRed);
      assertThat(ids(app, red, "?tenant=red")).containsExactly(ofRed);
      assertThat(get(app, ALL + "?tenant=blue", red).status()).isEqualTo(403);
      assertThat(get(app, ALL + "/" + ofRed, red).status()).isEqualTo(200);
      assertThat(get(app, ALL + "/" + ofBlue, red).status()).isEqualTo(404);
      assertThat(app.status("POST", ALL + "/" + ofBlue + "/replay", red)).isEqualTo(404);
      assertThat(app.status("POST", ALL + "/" + ofRed + "/replay", red)).isEqualTo(202);
      assertThat(ids(app, app.secret("operator"), "")).contains(ofRed, ofBlue);
    }
  }

  /** Submits a job whose end is reported to where nobody listens; returns the delivery's id. */
  private static String delivery(SecuredApp app, String key) {
    app.http()
        .post(
            "/api/v1/llm/generate",
            "{\"prompt\":\"hi\",\"callback_url\":\"http://127.0.0.1:9/\"}",
            "Authorization",
            "Bearer " + key);
    await().until(() -> ids(app, key, "").size() == 1);
    return ids(app, key, "").get(0);
  }

  private static List<String> ids(SecuredApp app, String key, String query) {
    JsonNode page = get(app, ALL + query, key).json().path("deliveries");
    return page.findValuesAsText("id");
  }

  private static Answer get(SecuredApp app, String path, String key) {
    return app.http().get(path, "Authorization", "Bearer " + key);
  }
}

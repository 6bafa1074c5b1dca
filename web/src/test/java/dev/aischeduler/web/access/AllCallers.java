package dev.aischeduler.web.access;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aischeduler.web.app.Answer;
import dev.aischeduler.web.hostile.Credential;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.UUID;

/** Every kind of caller that a server can have, each with what it sends. */
final class AllCallers {
  private static final String FORM = "application/x-www-form-urlencoded";
  private final SecuredApp app;
  private final List<Credential> all = new ArrayList<>();

  private AllCallers(SecuredApp app) {
    this.app = app;
  }

  /** Makes them; the tenants red and blue too. */
  static List<Credential> of(SecuredApp app) {
    AllCallers callers = new AllCallers(app);
    app.tenant("red");
    app.tenant("blue");
    callers.withoutKey();
    callers.withKeys();
    callers.withSessions();
    // as many again who may do everything, so that not most requests end at the door
    Credential admin = Credential.bearer("admin", app.secret("admin"), true);
    callers.all.addAll(Collections.nCopies(callers.all.size(), admin));
    return callers.all;
  }

  private void withoutKey() {
    all.add(new Credential("none", List.of(), false));
    all.add(Credential.bearer("wrong", "ais_wrong", false));
    all.add(Credential.bearer("empty", "", false));
    all.add(new Credential("half", List.of("Authorization: Basic !!"), false));
    all.add(new Credential("cookie of nobody", cookie("aiss_none", "x"), false));
    JsonNode revoked = app.key("admin");
    app.http().post("/api/v1/keys/" + revoked.path("id").asText() + "/revoke");
    all.add(Credential.bearer("revoked", revoked.path("secret").asText(), false));
    JsonNode expired = app.key("admin", "expires_at", "2099-01-01T00:00:00Z");
    app.app()
        .application()
        .database()
        .jdbi()
        .useHandle(
            h ->
                h.createUpdate(
                        "UPDATE api_key SET expires_at = TIMESTAMP WITH TIME ZONE"
                            + " '2020-01-01 00:00:00+00' WHERE id = :id")
                    .bind("id", UUID.fromString(expired.path("id").asText()))
                    .execute());
    all.add(Credential.bearer("expired", expired.path("secret").asText(), false));
  }

  private void withKeys() {
    for (String role : List.of("viewer", "submitter", "operator", "admin")) {
      all.add(Credential.bearer(role + " of red", app.secret(role, "tenant", "red"), true));
    }
    all.add(
        Credential.bearer(
            "submitter of blue with a ceiling",
            app.secret("submitter", "tenant", "blue", "max_priority", 3),
            true));
    all.add(Credential.bearer("operator", app.secret("operator"), true));
    String admin = app.secret("admin");
    all.add(Credential.bearer("admin", admin, true));
    String basic =
        Base64.getEncoder().encodeToString((":" + admin).getBytes(StandardCharsets.UTF_8));
    all.add(new Credential("admin by Basic", List.of("Authorization: Basic " + basic), true));
    all.add(Credential.bearer("configured", SecuredApp.ADMIN, true));
    all.add(Credential.bearer("slowed", app.secret("admin", "requests_per_minute", 2), true));
  }

  private void withSessions() {
    for (String role : List.of("viewer", "submitter", "operator", "admin")) {
      String cookie = login(app.secret(role, "tenant", "red"));
      String token = token(cookie);
      all.add(new Credential("session of " + role, cookie(cookie, token), true));
      all.add(new Credential("session without token", List.of("Cookie: " + cookie), true));
      all.add(new Credential("session with another token", cookie(cookie, token + "x"), true));
    }
    String ended = login(app.secret("admin"));
    String token = token(ended);
    app.http().send("POST", "/logout", BodyPublishers.noBody(), headers(ended, token));
    all.add(new Credential("ended session", cookie(ended, token), false));
  }

  private static List<String> cookie(String cookie, String token) {
    return List.of("Cookie: " + cookie, "X-CSRF-Token: " + token);
  }

  private static String[] headers(String cookie, String token) {
    return new String[] {"Cookie", cookie, "X-CSRF-Token", token, "Authorization", ""};
  }

  private String login(String secret) {
    Answer answer =
        app.http()
            .send("POST", "/login", BodyPublishers.ofString("key=" + secret), "Content-Type", FORM);
    return answer.header("Set-Cookie").split(";", 2)[0];
  }

  private String token(String cookie) {
    return app.http().get("/api/v1/whoami", headers(cookie, "")).json().path("csrf_token").asText();
  }
}

package dev.aischeduler.web.access;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aischeduler.config.json.Json;
import dev.aischeduler.db.Dialect;
import dev.aischeduler.db.access.LinkKeyStore;
import dev.aischeduler.web.app.Answer;
import dev.aischeduler.web.cli.TestCommands;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.EnumMap;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Links that open one artifact without a key, on each database. */
final class ArtifactLinksTest {
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

  /** The id of a new job of a tenant's key that has made files. */
  private static String files(SecuredApp app, String key) {
    return json(app.send("POST", "/api/v1/llm/generate", "{\"prompt\":\"files\"}", key))
        .path("task_id")
        .asText();
  }

  private static JsonNode json(HttpResponse<InputStream> answer) {
    try (InputStream in = answer.body()) {
      return Json.mapper().readTree(in);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String link(String task, String name) {
    return "/api/v1/task/" + task + "/artifacts/" + name + "/link";
  }

  /** Path and query of a new link. */
  private static String path(SecuredApp app, String task, String name) {
    Answer made = app.http().post(link(task, name));
    assertThat(made.status()).as(made.text()).isEqualTo(200);
    URI url = URI.create(made.json().path("url").asText());
    return url.getRawPath() + "?" + url.getRawQuery();
  }

  /** Asks without a key. */
  private static HttpResponse<InputStream> open(SecuredApp app, String path) {
    return app.send("GET", path, "", "");
  }

  private static void assertRefused(SecuredApp app, String path, int status, String kind) {
    HttpResponse<InputStream> answer = open(app, path);
    assertThat(answer.statusCode()).as(path).isEqualTo(status);
    assertThat(json(answer).path("type").asText()).as(path).endsWith(":" + kind);
  }

  @ParameterizedTest
  @EnumSource(Dialect.class)
  void a_link_opens_its_file_without_a_key_as_a_download_does(Dialect dialect) throws IOException {
    SecuredApp app = APPS.get(dialect);
    app.tenant("red");
    String viewer = app.secret("viewer", "tenant", "red");
    String task = files(app, app.secret("submitter", "tenant", "red"));
    Instant before = Instant.now();
    JsonNode made =
        json(app.send("POST", link(task, "page.html") + "?expires_in_s=60", "", viewer));
    assertThat(Instant.parse(made.path("expires_at").asText()))
        .isBetween(before.plusSeconds(58), Instant.now().plusSeconds(61));
    String url = made.path("url").asText();
    assertThat(url).startsWith(app.http().address() + "/api/v1/links/" + task + "/page.html?");
    String path = url.substring(app.http().address().length());
    HttpResponse<InputStream> answer = open(app, path);
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(new String(answer.body().readAllBytes(), UTF_8)).startsWith("It is a line");
    assertThat(answer.headers().firstValue("Content-Disposition"))
        .contains("attachment; filename=\"page.html\"");
    assertThat(answer.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
    assertThat(answer.headers().firstValue("Cache-Control").orElseThrow())
        .matches("private, max-age=[1-6]?[0-9]");
    assertThat(answer.headers().firstValue("Cross-Origin-Resource-Policy"))
        .contains("cross-origin");
    String tag = answer.headers().firstValue("ETag").orElseThrow();
    assertThat(app.http().get(path, "If-None-Match", tag).status()).isEqualTo(304);
    Answer part = app.http().get(path, "Range", "bytes=0-9");
    assertThat(part.status()).isEqualTo(206);
    assertThat(part.body()).hasSize(10);
    assertThat(app.status("HEAD", path, "")).isEqualTo(200);
    // a wrong key beside it changes nothing
    assertThat(app.status("GET", path, "ais_wrong")).isEqualTo(200);
  }

  @ParameterizedTest
  @EnumSource(Dialect.class)
  void whatever_is_changed_of_a_link_it_is_refused(Dialect dialect) {
    SecuredApp app = APPS.get(dialect);
    String task = files(app, SecuredApp.ADMIN);
    String other = files(app, SecuredApp.ADMIN);
    String path = path(app, task, "notes.txt");
    String signature = path.substring(path.indexOf("signature=") + "signature=".length());
    String expires = path.replaceAll(".*expires=(\\d+).*", "$1");
    char last = signature.charAt(0) == 'A' ? 'B' : 'A';
    for (String wrong :
        new String[] {
          path.replace(task, other),
          path.replace("notes.txt", "page.html"),
          path.replace("expires=" + expires, "expires=" + (Long.parseLong(expires) + 1)),
          path.replace("expires=" + expires, "expires=999999999999"),
          path.replaceAll("version=\\d+", "version=99"),
          path.replace("signature=" + signature, "signature=" + last + signature.substring(1)),
          path.replace("signature=" + signature, "signature=" + signature.substring(1)),
          path.replace("signature=" + signature, "signature="),
          path.replace("signature=" + signature, "signature=%F0%9F%98%80"),
          path.replace(task, UUID.randomUUID().toString()),
        }) {
      assertRefused(app, wrong, 403, "link-invalid");
    }
    for (String broken :
        new String[] {
          path.replace("&signature=" + signature, ""),
          path.replace("expires=" + expires, "expires=-1"),
          path.replace("expires=" + expires, "expires=99999999999999999999"),
          path.replaceAll("version=\\d+", "version=0"),
          path + "&signature=" + signature,
          path + "&more=1",
        }) {
      assertRefused(app, broken, 400, "invalid-request");
    }
    assertThat(open(app, path).statusCode()).isEqualTo(200);
  }

  @ParameterizedTest
  @EnumSource(Dialect.class)
  void a_link_ends_in_time_and_when_all_are_ended(Dialect dialect) {
    SecuredApp app = APPS.get(dialect);
    String task = files(app, SecuredApp.ADMIN);
    String path = path(app, task, "notes.txt");
    // another node whose clock stands at yesterday
    ArtifactLinks yesterday =
        new ArtifactLinks(
            new LinkKeyStore(app.app().application().database()),
            Clock.fixed(Instant.now().minus(Duration.ofDays(1)), ZoneOffset.UTC));
    ArtifactLinks.Link old = yesterday.sign(UUID.fromString(task), "notes.txt", 3600);
    String expired =
        path.replaceAll("expires=\\d+", "expires=" + old.expires())
            .replaceAll("signature=.*", "signature=" + old.signature());
    assertRefused(app, expired, 403, "link-expired");
    assertThat(open(app, path).statusCode()).isEqualTo(200);

    StringWriter out = new StringWriter();
    int code =
        TestCommands.run(
            new PrintWriter(out),
            new PrintWriter(out),
            "keys",
            "rotate-links",
            "--url",
            app.http().address(),
            "--api-key",
            SecuredApp.ADMIN);
    assertThat(code).as(out.toString()).isZero();
    assertRefused(app, path, 403, "link-invalid");
    String fresh = path(app, task, "notes.txt");
    assertThat(open(app, fresh).statusCode()).isEqualTo(200);
  }

  @ParameterizedTest
  @EnumSource(Dialect.class)
  void a_link_outlives_its_key_but_not_its_file(Dialect dialect) {
    SecuredApp app = APPS.get(dialect);
    JsonNode key = app.key("submitter", "tenant", "default");
    String secret = key.path("secret").asText();
    String task = files(app, secret);
    String url = json(app.send("POST", link(task, "notes.txt"), "", secret)).path("url").asText();
    String path = url.substring(app.http().address().length());
    app.http().post("/api/v1/keys/" + key.path("id").asText() + "/revoke");
    await().until(() -> app.status("GET", "/api/v1/tasks", secret) == 401);
    assertThat(open(app, path).statusCode()).isEqualTo(200);
    app.app()
        .application()
        .database()
        .jdbi()
        .useHandle(
            h ->
                h.createUpdate("DELETE FROM artifact WHERE job_id = :id")
                    .bind("id", UUID.fromString(task))
                    .execute());
    assertRefused(app, path, 404, "not-found");
  }

  @ParameterizedTest
  @EnumSource(Dialect.class)
  void only_who_may_read_a_file_makes_a_link_to_it(Dialect dialect) {
    SecuredApp app = APPS.get(dialect);
    app.tenant("red");
    app.tenant("blue");
    String task = files(app, app.secret("submitter", "tenant", "red"));
    for (String other :
        new String[] {
          app.secret("viewer", "tenant", "blue"), app.secret("admin", "tenant", "blue")
        }) {
      assertThat(app.status("POST", link(task, "notes.txt"), other)).isEqualTo(404);
    }
    assertThat(app.status("POST", link(task, "notes.txt"), "")).isEqualTo(401);
    assertThat(app.status("POST", link(task, "none.txt"), SecuredApp.ADMIN)).isEqualTo(404);
    for (String seconds : new String[] {"0", "604801", "1h", "-1", ""}) {
      assertThat(
              app.status(
                  "POST", link(task, "notes.txt") + "?expires_in_s=" + seconds, SecuredApp.ADMIN))
          .as(seconds)
          .isEqualTo(400);
    }
    assertThat(app.status("POST", "/api/v1/system/links/rotate", app.secret("operator")))
        .isEqualTo(403);
    assertThat(
            app.status("POST", "/api/v1/system/links/rotate", app.secret("admin", "tenant", "red")))
        .isEqualTo(403);
  }

  @ParameterizedTest
  @EnumSource(Dialect.class)
  void a_command_prints_a_link_and_the_audit_says_who_made_one_without_its_signature(
      Dialect dialect) {
    SecuredApp app = APPS.get(dialect);
    String task = files(app, SecuredApp.ADMIN);
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int code =
        TestCommands.run(
            new PrintWriter(out),
            new PrintWriter(err),
            "link",
            task,
            "--expires-in-s",
            "120",
            "--url",
            app.http().address(),
            "--api-key",
            SecuredApp.ADMIN);
    assertThat(code).as(err.toString()).isZero();
    String url = out.toString().strip();
    assertThat(url).contains("/" + task + "/picture.png?");
    assertThat(open(app, url.substring(app.http().address().length())).statusCode()).isEqualTo(200);
    String signature = url.substring(url.indexOf("signature=") + "signature=".length());
    await()
        .untilAsserted(
            () -> {
              String audit = app.http().get("/api/v1/audit?limit=50").text();
              assertThat(audit)
                  .contains(
                      "POST /api/v1/task/{task_id}/artifacts/{name}/link",
                      link(task, "picture.png"),
                      "holds until ")
                  .doesNotContain(signature);
            });
  }

  @ParameterizedTest
  @EnumSource(Dialect.class)
  void nodes_of_a_database_share_the_key_and_the_public_address_is_in_the_link(Dialect dialect)
      throws IOException {
    SecuredApp app = APPS.get(dialect);
    String task = files(app, SecuredApp.ADMIN);
    ArtifactLinks.Link elsewhere =
        new ArtifactLinks(new LinkKeyStore(app.app().application().database()), Clock.systemUTC())
            .sign(UUID.fromString(task), "notes.txt", 60);
    String path = path(app, task, "notes.txt");
    assertThat(
            open(
                    app,
                    path.replaceAll("expires=\\d+", "expires=" + elsewhere.expires())
                        .replaceAll("signature=.*", "signature=" + elsewhere.signature()))
                .statusCode())
        .isEqualTo(200);
    try (SecuredApp published =
        new SecuredApp(dialect, Map.of("server.public_url", "https://ai.test/"))) {
      String made =
          published
              .http()
              .post(link(files(published, SecuredApp.ADMIN), "notes.txt"))
              .json()
              .path("url")
              .asText();
      assertThat(made).startsWith("https://ai.test/api/v1/links/");
    }
  }
}

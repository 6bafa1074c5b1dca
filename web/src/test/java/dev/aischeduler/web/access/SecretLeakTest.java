package dev.aischeduler.web.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpServer;
import dev.aischeduler.config.Settings;
import dev.aischeduler.config.json.Json;
import dev.aischeduler.config.table.Setting;
import dev.aischeduler.config.table.SettingTable;
import dev.aischeduler.db.Dialect;
import dev.aischeduler.db.TestDatabases;
import dev.aischeduler.jobs.shipped.ShippedTasks;
import dev.aischeduler.web.app.Answer;
import dev.aischeduler.web.app.LogLines;
import dev.aischeduler.web.app.RunningApp;
import dev.aischeduler.web.cli.TestCommands;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** Secrets stay where they were put, whatever is said, shown, refused or stored. */
final class SecretLeakTest {
  private static final String FORM = "application/x-www-form-urlencoded";

  /** Part of an address that its owner gave. */
  private static final String CALLBACK_TOKEN = "canary-of-a-callback-address";

  /** A value of the form that each secret setting asks for. */
  private static final Map<String, String> SECRETS =
      Map.of(
          "security.api_key", "canary-of-the-api-key",
          "security.oidc.client_secret", "canary-of-the-client-secret",
          "server.tls.keystore_password", "canary-of-the-keystore",
          "database.password", "canary-of-the-database",
          "artifacts.s3.secret_key", "canary-of-the-object-store",
          "tracing.headers", "authorization=canary-of-the-traces",
          "bot.onebot.secret", "canary-of-the-bot-secret",
          "bot.onebot.access_token", "canary-of-the-bot-token",
          "webhooks.secret", "whsec_" + base64("canary-of-the-webhooks!!"),
          "hub.token", "canary-of-the-hub");

  @TempDir Path folder;

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void every_secret_setting_is_tried_here() {
    assertThat(
            new SettingTable(ShippedTasks.types())
                .all().stream().filter(Setting::secret).map(Setting::path))
        .containsExactlyInAnyOrderElementsOf(SECRETS.keySet());
  }

  @Test
  void no_command_shows_a_secret_setting_also_when_it_refuses_it() throws IOException {
    Map<String, String> settings = new HashMap<>(SECRETS);
    // without it, its secret is refused
    settings.put("artifacts.s3.access_key", "scheduler");
    Path file = Files.writeString(folder.resolve("config.json"), tree(settings).toString());
    StringWriter said = new StringWriter();
    PrintWriter out = new PrintWriter(said);
    String[][] commands = {
      {"config", "show"}, {"config", "show", "--json"}, {"config", "check"}, {"doctor", "--json"}
    };
    for (String[] command : commands) {
      List<String> all = new ArrayList<>(List.of(command));
      all.addAll(List.of("--config", file.toString()));
      TestCommands.run(out, out, all.toArray(new String[0]));
    }
    SECRETS.forEach(
        (path, value) -> {
          Map<String, String> wrong = Map.of(path, value + "\u0001 " + "x".repeat(5000));
          try {
            Files.writeString(file, tree(wrong).toString());
          } catch (IOException e) {
            throw new AssertionError(e);
          }
          TestCommands.run(out, out, "config", "check", "--config", file.toString());
        });
    assertThat(said.toString())
        .contains(SECRETS.keySet())
        .doesNotContain(SECRETS.values())
        .doesNotContain("canary");
  }

  private static ObjectNode tree(Map<String, String> values) {
    ObjectNode root = Json.mapper().createObjectNode();
    values.forEach(
        (path, value) -> {
          String[] parts = path.split("\\.");
          ObjectNode at = root;
          for (int i = 0; i < parts.length - 1; i++) {
            at = at.withObjectProperty(parts[i]);
          }
          at.put(parts[parts.length - 1], value);
        });
    return root;
  }

  @Test
  void no_log_line_no_answer_and_no_row_holds_a_secret() throws Exception {
    Settings.Database database = TestDatabases.settings(Dialect.H2);
    Map<String, String> settings = new HashMap<>();
    for (String path : List.of("security.api_key", "database.password", "webhooks.secret")) {
      settings.put(path, SECRETS.get(path));
    }
    settings.put("hub.token", SECRETS.get("hub.token"));
    settings.put("database.url", database.url());
    settings.put("database.username", database.username());
    settings.put("webhooks.allowed_networks", "127.0.0.0/8");
    AtomicInteger delivered = new AtomicInteger();
    HttpServer receiver = receiver(delivered);
    List<String> secrets = new ArrayList<>(settings.values());
    secrets.removeIf(value -> !value.contains("canary") && !value.startsWith("whsec_"));
    StringBuilder shown = new StringBuilder();
    String rows;
    Level before = level(Level.DEBUG);
    try (LogLines log = new LogLines()) {
      try (RunningApp app = RunningApp.scripted(settings)) {
        use(app, secrets, shown, receiver.getAddress().getPort(), delivered);
        rows = rows(database, settings);
      }
      assertThat(log.all()).hasSizeGreaterThan(10);
      assertThat(String.join("\n", log.all()))
          .doesNotContain(secrets)
          .as("the owner may see it, a log may not")
          .doesNotContain(CALLBACK_TOKEN);
    } finally {
      level(before);
      receiver.stop(0);
    }
    assertThat(rows).contains("API_KEY", "AUDIT").doesNotContain(secrets);
    assertThat(shown.toString()).contains("ai_scheduler_", "canary-key").doesNotContain(secrets);
  }

  private static HttpServer receiver(AtomicInteger delivered) throws IOException {
    HttpServer receiver =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    receiver.createContext(
        "/",
        exchange -> {
          exchange.getRequestBody().readAllBytes();
          delivered.incrementAndGet();
          exchange.sendResponseHeaders(500, -1);
          exchange.close();
        });
    receiver.start();
    return receiver;
  }

  /** Does what has to do with secrets; those that are made meanwhile join the others. */
  private static void use(
      RunningApp app,
      List<String> secrets,
      StringBuilder shown,
      int port,
      AtomicInteger delivered) {
    JsonNode key =
        app.http().post("/api/v1/keys", "{\"name\":\"canary-key\",\"role\":\"admin\"}").json();
    secrets.add(key.path("secret").asText());
    String id = key.path("id").asText();
    String rotated =
        app.http()
            .post("/api/v1/keys/" + id + "/rotate?grace_s=600")
            .json()
            .path("secret")
            .asText();
    secrets.add(rotated);
    Answer login =
        app.http()
            .send(
                "POST", "/login", BodyPublishers.ofString("key=" + rotated), "Content-Type", FORM);
    String cookie = login.header("Set-Cookie").split(";", 2)[0];
    secrets.add(cookie.substring(cookie.indexOf('=') + 1));
    for (String wrong : List.of("canary-of-a-wrong-key", "canary of a wrong key", rotated + "x")) {
      secrets.add(wrong);
      String basic = base64("me:" + wrong);
      for (String header : List.of("Bearer " + wrong, "Basic " + basic, wrong)) {
        shown.append(app.http().get("/api/v1/tasks", "Authorization", header).text());
      }
      shown.append(
          app.http()
              .send("POST", "/login", BodyPublishers.ofString("key=" + wrong), "Content-Type", FORM)
              .text());
    }
    shown.append(app.http().get("/api/v1/tasks?api_key=" + rotated).text());
    String callback = "http://127.0.0.1:" + port + "/hook?token=" + CALLBACK_TOKEN;
    app.http()
        .post("/api/v1/llm/generate", "{\"prompt\":\"hi\",\"callback_url\":\"" + callback + "\"}");
    await().until(() -> delivered.get() > 0);
    app.application().endpoints().stream()
        .filter(route -> route.startsWith("GET ") && !route.contains("{"))
        .filter(route -> !route.contains("webhooks"))
        .forEach(
            route ->
                shown.append(
                    read(app.http().address() + route.substring("GET ".length()), rotated)));
  }

  /** The answer to a request; nothing of a stream. */
  private static String read(String address, String key) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(address))
            .header("Authorization", "Bearer " + key)
            .build();
    try {
      HttpResponse<InputStream> answer =
          HttpClient.newHttpClient().send(request, BodyHandlers.ofInputStream());
      try (InputStream body = answer.body()) {
        String type = answer.headers().firstValue("Content-Type").orElse("");
        return answer.headers().map()
            + (type.startsWith("text/event-stream")
                ? ""
                : new String(body.readAllBytes(), StandardCharsets.UTF_8));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static String rows(Settings.Database database, Map<String, String> settings)
      throws SQLException {
    StringBuilder rows = new StringBuilder();
    try (Connection connection =
            DriverManager.getConnection(
                database.url(), database.username(), settings.get("database.password"));
        Statement statement = connection.createStatement();
        ResultSet lines = statement.executeQuery("SCRIPT")) {
      while (lines.next()) {
        rows.append(lines.getString(1)).append('\n');
      }
    }
    return rows.toString();
  }

  private static Level level(Level level) {
    Logger own = (Logger) LoggerFactory.getLogger("dev.aischeduler");
    Level before = own.getLevel();
    own.setLevel(level);
    return before;
  }
}

package dev.aischeduler.web.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.aischeduler.config.json.Json;
import dev.aischeduler.jobs.image.ImageRequest;
import dev.aischeduler.jobs.image.ImageTask;
import dev.aischeduler.jobs.llm.LlmRequest;
import dev.aischeduler.jobs.llm.LlmTask;
import dev.aischeduler.jobs.tts.TtsRequest;
import dev.aischeduler.jobs.tts.TtsTask;
import dev.aischeduler.web.Handlers;
import dev.aischeduler.web.app.RunningApp;
import dev.aischeduler.web.app.ScriptedHandler;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Alerts and dashboards against a real Prometheus that scrapes the real server. */
final class PrometheusTest {
  private static final Path PROMETHEUS = Path.of("/usr/bin/prometheus");
  private static final Path PROMTOOL = Path.of("/usr/bin/promtool");
  private static final Path PRODUCT = Path.of(System.getProperty("ai_scheduler.home", ".."));
  private static final Path ALERTS = PRODUCT.resolve("config/prometheus/alerts.yml");
  private static final Path CONFIG = PRODUCT.resolve("config/prometheus/prometheus.yml");
  private static final Path DASHBOARD = PRODUCT.resolve("config/grafana/ai-scheduler.json");
  private static final Pattern SERIES =
      Pattern.compile("\\b(ai_scheduler_\\w+|jvm_\\w+|up)\\b(?=[{\\s)\\[]|$)");

  @TempDir Path folder;
  private final HttpClient client = HttpClient.newHttpClient();
  private RunningApp app;
  private Process prometheus;
  private int port;

  @BeforeEach
  void start() throws IOException {
    assumeTrue(Files.isExecutable(PROMETHEUS) && Files.isExecutable(PROMTOOL), "make prometheus");
    app =
        RunningApp.start(
            Map.of(),
            (settings, catalogue, devices, cache) ->
                new Handlers(
                    List.of(
                        new ScriptedHandler<>(LlmTask.TYPE, LlmRequest.class),
                        new ScriptedHandler<>(TtsTask.TYPE, TtsRequest.class),
                        new ScriptedHandler<>(ImageTask.TYPE, ImageRequest.class)),
                    () -> {}));
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    String target = app.http().address().replace("http://", "");
    Path config =
        Files.writeString(
            folder.resolve("prometheus.yml"),
            Files.readString(CONFIG)
                .replace("15s", "1s")
                .replace("127.0.0.1:8080", target)
                .replace("alerts.yml", ALERTS.toAbsolutePath().normalize().toString()));
    prometheus =
        new ProcessBuilder(
                PROMETHEUS.toString(),
                "--config.file=" + config,
                "--storage.tsdb.path=" + folder.resolve("data"),
                "--web.listen-address=127.0.0.1:" + port)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("prometheus.log").toFile())
            .start();
  }

  @AfterEach
  void stop() throws Exception {
    if (prometheus != null) {
      prometheus.destroyForcibly().waitFor();
    }
    if (app != null) {
      app.close();
    }
  }

  private JsonNode ask(String path) {
    try {
      URI uri = URI.create("http://127.0.0.1:" + port + path);
      HttpRequest request = HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(20)).build();
      return Json.mapper().readTree(client.send(request, BodyHandlers.ofString()).body());
    } catch (IOException e) {
      return Json.mapper().createObjectNode().put("error", e.toString());
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private JsonNode query(String expression) {
    return ask("/api/v1/query?query=" + URLEncoder.encode(expression, StandardCharsets.UTF_8));
  }

  private static int promtool(String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of(PROMTOOL.toString(), "check"));
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command).inheritIO().start().waitFor();
  }

  private static List<JsonNode> alerts() {
    try {
      List<JsonNode> alerts = new ArrayList<>();
      new YAMLMapper()
          .readTree(ALERTS.toFile())
          .path("groups")
          .forEach(group -> group.path("rules").forEach(alerts::add));
      return alerts;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> expressions() throws IOException {
    List<String> all = new ArrayList<>();
    alerts().forEach(alert -> all.add(alert.path("expr").asText()));
    Json.mapper()
        .readTree(DASHBOARD.toFile())
        .findValues("expr")
        .forEach(expression -> all.add(expression.asText()));
    return all;
  }

  @Test
  void every_expression_of_alerts_and_dashboards_works_and_names_series_that_exist()
      throws Exception {
    app.http().post("/api/v1/llm/generate", "{\"prompt\":\"hello\",\"priority\":9}");
    app.http().post("/api/v1/tts/synthesize", "{\"text\":\"impossible\"}");
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> !query("ai_scheduler_failures_total").at("/data/result").isEmpty());
    List<String> expressions = expressions();
    assertThat(expressions).hasSizeGreaterThan(30);
    Set<String> names = new TreeSet<>();
    for (String expression : expressions) {
      JsonNode answer = query(expression);
      assertThat(answer.path("status").asText())
          .as(expression + ": " + answer)
          .isEqualTo("success");
      SERIES.matcher(expression).results().forEach(match -> names.add(match.group(1)));
    }
    assertThat(names).hasSizeGreaterThan(20);
    for (String name : names) {
      assertThat(ask("/api/v1/series?match%5B%5D=" + name).path("data")).as(name).isNotEmpty();
    }
  }

  @Test
  void promtool_accepts_the_files_and_prometheus_loads_every_alert() throws Exception {
    assertThat(promtool("config", CONFIG.toString())).isZero();
    assertThat(promtool("rules", ALERTS.toString())).isZero();
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> !ask("/api/v1/rules").at("/data/groups/0/rules").isEmpty());
    assertThat(ask("/api/v1/rules").at("/data/groups/0/rules")).hasSize(alerts().size());
  }

  @Test
  void a_server_that_is_gone_is_noticed_by_its_alert() throws Exception {
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> query("up == 1").at("/data/result").size() == 1);
    app.close();
    await()
        .atMost(Duration.ofSeconds(60))
        .until(
            () ->
                ask("/api/v1/alerts")
                    .at("/data/alerts")
                    .findValuesAsText("alertname")
                    .contains("AiSchedulerDown"));
    app = null;
  }

  @Test
  void every_alert_is_explained_in_the_documentation() throws IOException {
    String document = Files.readString(PRODUCT.resolve("docs/operations.md"));
    assertThat(alerts())
        .extracting(alert -> alert.path("alert").asText())
        .allSatisfy(name -> assertThat(document).contains("| `" + name + "` |"));
  }
}

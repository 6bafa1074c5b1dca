package dev.aischeduler.web.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aischeduler.config.json.Json;
import dev.aischeduler.db.Dialect;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Two tenants at one server: neither sees or changes anything of the other. */
final class TenantIsolationTest {
  private static final int GUESSES = 1000;
  private static final Map<Dialect, World> WORLDS = new EnumMap<>(Dialect.class);

  /** What a tenant has: keys, and the ids of one thing of each kind. */
  private record Party(
      String name, String word, String key, String operator, Map<String, String> ids) {}

  /** A server with two tenants. */
  private record World(SecuredApp app, Party red, Party blue) {}

  @BeforeAll
  static void start() {
    for (Dialect dialect : Dialect.values()) {
      SecuredApp app = new SecuredApp(dialect, Map.of());
      WORLDS.put(dialect, new World(app, party(app, "red"), party(app, "blue")));
    }
  }

  @AfterAll
  static void stop() throws IOException {
    for (World world : WORLDS.values()) {
      world.app().close();
    }
    WORLDS.clear();
  }

  private static Party party(SecuredApp app, String name) {
    app.tenant(name);
    String word = "secret-of-" + name;
    String key = app.secret("submitter", "tenant", name);
    Map<String, String> ids = new LinkedHashMap<>();
    Party party = new Party(name, word, key, app.secret("operator", "tenant", name), ids);
    String prompt = "{\"prompt\":\"" + word + "\",\"tags\":[\"" + word + "\"]";
    ids.put(
        "task",
        json(app, key, "POST", "/api/v1/llm/generate", prompt + "}").path("task_id").asText());
    ids.put("failed", failed(app, key, prompt));
    ids.put(
        "waiting",
        json(
                app,
                key,
                "POST",
                "/api/v1/llm/generate",
                prompt + ",\"run_at\":\"" + Instant.now().plus(Duration.ofDays(1)) + "\"}")
            .path("task_id")
            .asText());
    ids.put(
        "run",
        json(
                app,
                key,
                "POST",
                "/api/v1/bulk?name=" + word + "&type=llm",
                "{\"prompt\":\"" + word + "\"}")
            .path("run_id")
            .asText());
    ids.put(
        "workflow",
        json(
                app,
                key,
                "POST",
                "/api/v1/workflows",
                "{\"definition\":{\"name\":\""
                    + word
                    + "\",\"steps\":{\"one\":{\"task\":\"llm\",\"request\":{\"prompt\":\""
                    + word
                    + "\"}}}}}")
            .path("run_id")
            .asText());
    ids.put(
        "schedule",
        json(
                app,
                key,
                "POST",
                "/api/v1/schedules",
                "{\"name\":\"nightly\",\"when\":\"0 3 * * *\",\"target\":{\"job\":{\"type\":\"llm\",\"prompt\":\""
                    + word
                    + "\"}}}")
            .path("id")
            .asText());
    ids.forEach((kind, id) -> assertThat(id).as(name + " " + kind).isNotEmpty());
    return party;
  }

  private static String failed(SecuredApp app, String key, String prompt) {
    app.onRun(
        () -> {
          throw new IllegalStateException("no");
        });
    String id =
        json(
                app,
                key,
                "POST",
                "/api/v1/llm/generate",
                prompt + ",\"async\":true,\"max_attempts\":1}")
            .path("task_id")
            .asText();
    String status = "/api/v1/task/status/" + id;
    await().until(() -> json(app, key, "GET", status, "").path("status").asText().equals("failed"));
    app.onRun(() -> {});
    return id;
  }

  private static HttpResponse<InputStream> send(
      SecuredApp app, String key, String method, String path, String body) {
    return app.send(method, path, body, key);
  }

  private static String text(HttpResponse<InputStream> answer) {
    try (InputStream in = answer.body()) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static JsonNode json(
      SecuredApp app, String key, String method, String path, String body) {
    HttpResponse<InputStream> answer = send(app, key, method, path, body);
    String text = text(answer);
    assertThat(answer.statusCode()).as(method + " " + path + " " + text).isLessThan(300);
    try {
      return Json.mapper().readTree(text);
    } catch (IOException e) {
      throw new UncheckedIOException(text, e);
    }
  }

  /** Paths to one thing, with the name of its id in braces. */
  private static final List<String> READS =
      List.of(
          "GET /api/v1/task/status/{task}",
          "GET /api/v1/task/{task}/events",
          "GET /api/v1/task/{task}/artifacts",
          "GET /api/v1/task/{task}/artifacts/result.json",
          "GET /api/v1/bulk/{run}",
          "GET /api/v1/bulk/{run}/items",
          "GET /api/v1/bulk/{run}/summary",
          "GET /api/v1/bulk/{run}/results.jsonl",
          "GET /api/v1/bulk/{run}/results.csv",
          "GET /api/v1/bulk/{run}/rejects.csv",
          "GET /api/v1/bulk/{run}/results.zip",
          "GET /api/v1/bulk/{run}/contact.png",
          "GET /api/v1/workflows/{workflow}",
          "GET /api/v1/workflows/{workflow}/graph",
          "GET /api/v1/workflows/{workflow}/outputs",
          "GET /api/v1/workflows/{workflow}/jobs",
          "GET /api/v1/workflows/{workflow}/artifacts",
          "GET /api/v1/workflows/{workflow}/artifacts/page.html",
          "GET /api/v1/schedules/{schedule}",
          "GET /api/v1/schedules/{schedule}/history",
          "GET /jobs/{task}",
          "GET /playground?clone={task}",
          "GET /bulk/{run}",
          "GET /workflows/{workflow}",
          "GET /workflows/new?from={workflow}",
          "GET /schedules/{schedule}",
          "GET /schedules/{schedule}/edit");

  /** What goes on for as long as its run, or what a run of texts does not have. */
  private static final List<String> FOLLOWED =
      List.of(
          "GET /api/v1/bulk/{run}/events",
          "GET /api/v1/bulk/{run}/sound.wav",
          "GET /api/v1/bulk/{run}/sound.vtt",
          "GET /api/v1/bulk/{run}/chapters.json",
          "GET /api/v1/workflows/{workflow}/events");

  private static final List<String> CHANGES =
      List.of(
          "POST /api/v1/task/{waiting}/cancel",
          "DELETE /api/v1/task/{waiting}",
          "POST /api/v1/task/{failed}/retry",
          "PATCH /api/v1/task/{waiting}",
          "POST /api/v1/task/{task}/artifacts/result.json/link",
          "POST /api/v1/bulk/{run}/pause",
          "POST /api/v1/bulk/{run}/resume",
          "POST /api/v1/bulk/{run}/cancel",
          "POST /api/v1/bulk/{run}/restart",
          "POST /api/v1/bulk/{run}/retry",
          "POST /api/v1/workflows/{workflow}/pause",
          "POST /api/v1/workflows/{workflow}/resume",
          "POST /api/v1/workflows/{workflow}/cancel",
          "POST /api/v1/workflows/{workflow}/restart",
          "POST /api/v1/workflows/{workflow}/rerun",
          "DELETE /api/v1/schedules/{schedule}",
          "POST /api/v1/schedules/{schedule}/pause",
          "POST /api/v1/schedules/{schedule}/resume",
          "POST /api/v1/schedules/{schedule}/run",
          "POST /api/v1/schedules/{schedule}/backfill");

  private static final Map<String, String> BODIES =
      Map.of(
          "PATCH /api/v1/task/{waiting}",
          "{\"priority\":1}",
          "POST /api/v1/workflows/{workflow}/rerun",
          "{\"step\":\"one\"}",
          "POST /api/v1/schedules/{schedule}/backfill",
          "{\"from\":\"2026-01-01T00:00:00Z\",\"to\":\"2026-01-02T00:00:00Z\"}");

  @ParameterizedTest
  @EnumSource(Dialect.class)
  void an_id_of_the_other_answers_exactly_as_one_of_nobody(Dialect dialect) {
    World world = WORLDS.get(dialect);
    List<String> all = new ArrayList<>(READS);
    all.addAll(FOLLOWED);
    all.addAll(CHANGES);
    for (String route : all) {
      String unknown = UUID.randomUUID().toString();
      String kind = route.replaceAll(".*\\{(\\w+)}.*", "$1");
      String foreign = String.valueOf(world.blue().ids().get(kind));
      for (String key : List.of(world.red().key(), world.red().operator())) {
        String body = BODIES.getOrDefault(route, "");
        HttpResponse<InputStream> other = ask(world, key, route, kind, foreign, body);
        HttpResponse<InputStream> nobody = ask(world, key, route, kind, unknown, body);
        assertThat(other.statusCode()).as(route).isEqualTo(404).isEqualTo(nobody.statusCode());
        assertThat(plain(text(other), foreign)).as(route).isEqualTo(plain(text(nobody), unknown));
      }
    }
    // the other's things are as they were
    String status = "/api/v1/task/status/" + world.blue().ids().get("waiting");
    assertThat(json(world.app(), world.blue().key(), "GET", status, "").path("status").asText())
        .isEqualTo("scheduled");
    String schedule = "/api/v1/schedules/" + world.blue().ids().get("schedule");
    assertThat(json(world.app(), world.blue().key(), "GET", schedule, "").path("status").asText())
        .isEqualTo("active");
  }

  private static HttpResponse<InputStream> ask(
      World world, String key, String route, String kind, String id, String body) {
    String[] parts = route.split(" ", 2);
    return send(world.app(), key, parts[0], parts[1].replace("{" + kind + "}", id), body);
  }

  /** An answer without what differs between any two. */
  private static String plain(String text, String id) {
    return text.replace(id, "ID").replaceAll("\\b[0-9a-f]{16,32}\\b", "TRACE");
  }

  @ParameterizedTest
  @EnumSource(Dialect.class)
  void its_own_things_can_be_read_so_that_the_paths_are_right(Dialect dialect) {
    World world = WORLDS.get(dialect);
    for (String route : READS) {
      if (!route.contains("/artifacts/") && !route.endsWith(".png")) {
        String kind = route.replaceAll(".*\\{(\\w+)}.*", "$1");
        String own = String.valueOf(world.red().ids().get(kind));
        HttpResponse<InputStream> answer = ask(world, world.red().key(), route, kind, own, "");
        assertThat(answer.statusCode()).as(route + " " + text(answer)).isEqualTo(200);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Dialect.class)
  void lists_and_counts_hold_the_callers_own_alone(Dialect dialect) {
    World world = WORLDS.get(dialect);
    Party red = world.red();
    for (String path :
        List.of(
            "/api/v1/tasks?limit=500",
            "/api/v1/tasks?status=scheduled",
            "/api/v1/tasks?type=llm&tag=secret-of-blue",
            "/api/v1/dead-letters",
            "/api/v1/bulk",
            "/api/v1/workflows",
            "/api/v1/schedules",
            "/",
            "/jobs",
            "/jobs?status=failed",
            "/jobs?words=secret",
            "/gallery",
            "/gallery?kind=sounds",
            "/dead-letters",
            "/bulk",
            "/workflows",
            "/schedules",
            "/lanes",
            "/nodes",
            "/models",
            "/playground",
            "/api/v1/tenants",
            "/api/v1/lanes",
            "/api/v1/servers",
            "/api/v1/nodes",
            "/api/v1/models",
            "/api/v1/system/resources",
            "/metrics")) {
      String text = text(send(world.app(), red.operator(), "GET", path, ""));
      assertThat(text).as(path).doesNotContain("blue");
      world.blue().ids().values().forEach(id -> assertThat(text).as(path).doesNotContain(id));
    }
    assertThat(text(send(world.app(), red.key(), "GET", "/api/v1/tasks", "")))
        .contains(String.valueOf(red.ids().get("task")));
    assertThat(send(world.app(), red.key(), "GET", "/api/v1/tasks?tenant=blue", "").statusCode())
        .isEqualTo(send(world.app(), red.key(), "GET", "/api/v1/tasks?tenant=no", "").statusCode())
        .isEqualTo(403);
    assertThat(send(world.app(), red.key(), "GET", "/api/v1/tenants/blue", "").statusCode())
        .isEqualTo(404);
  }

  @ParameterizedTest
  @EnumSource(Dialect.class)
  void pages_of_one_tenant_lead_to_all_of_its_jobs_and_never_name_another_id(Dialect dialect) {
    World world = WORLDS.get(dialect);
    String next = "";
    int seen = 0;
    do {
      JsonNode page =
          json(
              world.app(),
              world.red().key(),
              "GET",
              "/api/v1/tasks?status=scheduled&limit=1" + next,
              "");
      seen += page.path("tasks").size();
      String id = page.path("next").asText("");
      next = page.path("next").isNull() ? "" : "&after=" + id;
      assertThat(world.blue().ids().values()).doesNotContain(id);
    } while (!next.isEmpty());
    assertThat(seen).isPositive();
  }

  @ParameterizedTest
  @EnumSource(Dialect.class)
  void the_navigation_counts_jobs_for_readers_of_all_tenants_alone(Dialect dialect) {
    World world = WORLDS.get(dialect);
    assertThat(text(send(world.app(), world.red().key(), "GET", "/jobs", "")))
        .contains("</nav>")
        .doesNotContain("id=\"count-");
    assertThat(world.app().http().get("/jobs").text()).contains("id=\"count-JOBS\"");
  }

  @ParameterizedTest
  @EnumSource(Dialect.class)
  void bulk_actions_change_the_callers_own_alone(Dialect dialect) {
    World world = WORLDS.get(dialect);
    String body = "{\"action\":\"reprioritise\",\"priority\":2,\"filter\":{},\"expected_count\":";
    JsonNode counted =
        json(world.app(), world.red().operator(), "POST", "/api/v1/tasks/actions", body + "9999}");
    assertThat(counted.path("matched").asInt()).isPositive();
    String status = "/api/v1/task/status/" + world.blue().ids().get("waiting");
    assertThat(json(world.app(), world.blue().key(), "GET", status, "").path("priority").asInt())
        .isNotEqualTo(2);
    String foreign =
        "{\"action\":\"cancel\",\"filter\":{\"tenant\":\"blue\"},\"expected_count\":9999}";
    assertThat(
            send(world.app(), world.red().operator(), "POST", "/api/v1/tasks/actions", foreign)
                .statusCode())
        .isEqualTo(403);
  }

  @ParameterizedTest
  @EnumSource(Dialect.class)
  void the_stream_of_all_events_has_the_callers_own_alone(Dialect dialect) throws IOException {
    World world = WORLDS.get(dialect);
    HttpResponse<InputStream> stream =
        send(world.app(), world.red().key(), "GET", "/api/v1/events", "");
    Queue<String> heard = new ConcurrentLinkedQueue<>();
    CompletableFuture<Void> reading =
        CompletableFuture.runAsync(
            () -> {
              try {
                byte[] block = new byte[8192];
                for (int n = stream.body().read(block); n >= 0; n = stream.body().read(block)) {
                  heard.add(new String(block, 0, n, StandardCharsets.UTF_8));
                }
              } catch (IOException closed) {
                heard.add("closed");
              }
            });
    String prompt = "{\"prompt\":\"hello\"}";
    String foreign =
        json(world.app(), world.blue().key(), "POST", "/api/v1/llm/generate", prompt)
            .path("task_id")
            .asText();
    String own =
        json(world.app(), world.red().key(), "POST", "/api/v1/llm/generate", prompt)
            .path("task_id")
            .asText();
    await()
        .until(
            () ->
                String.join("", heard).contains(own)
                    && String.join("", heard).contains("succeeded"));
    assertThat(String.join("", heard)).doesNotContain(foreign);
    stream.body().close();
    reading.join();
  }

  @ParameterizedTest
  @EnumSource(Dialect.class)
  void a_tenant_can_name_no_other_in_what_it_gives(Dialect dialect) {
    World world = WORLDS.get(dialect);
    String job = "{\"prompt\":\"a\",\"async\":true,\"tenant\":\"blue\"}";
    String key = world.red().key();
    refused(world, key, "/api/v1/llm/generate", job, "tenant");
    refused(
        world,
        key,
        "/api/v1/tasks",
        "{\"tasks\":[{\"type\":\"llm\",\"prompt\":\"a\",\"tenant\":\"blue\"}]}",
        "tasks[0].tenant");
    refused(world, key, "/api/v1/bulk?type=llm&tenant=blue", "{\"prompt\":\"a\"}", "tenant");
    refused(
        world,
        key,
        "/api/v1/workflows",
        "{\"tenant\":\"blue\",\"definition\":{\"name\":\"a\",\"steps\":{\"one\":{\"task\":\"llm\",\"request\":{\"prompt\":\"a\"}}}}}",
        "tenant");
    String schedule = "{\"name\":\"x\",\"when\":\"0 3 * * *\",\"target\":";
    refused(
        world,
        key,
        "/api/v1/schedules",
        schedule + "{\"job\":{\"type\":\"llm\",\"prompt\":\"a\",\"tenant\":\"blue\"}}}",
        "tenant");
    for (String path : List.of("blue/in.csv", "red/../blue/in.csv", "in.csv")) {
      refused(
          world,
          key,
          "/api/v1/schedules",
          schedule + "{\"bulk\":{\"path\":\"" + path + "\"}}}",
          "path");
    }
  }

  private static void refused(World world, String key, String path, String body, String field) {
    HttpResponse<InputStream> answer = send(world.app(), key, "POST", path, body);
    String text = text(answer);
    assertThat(answer.statusCode()).as(path + " " + text).isEqualTo(403);
    assertThat(text).contains("\"field\":\"" + field + "\"");
  }

  @ParameterizedTest
  @EnumSource(Dialect.class)
  void a_key_with_a_ceiling_gives_no_higher_priority_by_any_way(Dialect dialect) {
    World world = WORLDS.get(dialect);
    String key = world.app().secret("operator", "tenant", "red", "max_priority", 4);
    JsonNode usual =
        json(
            world.app(),
            key,
            "POST",
            "/api/v1/llm/generate",
            "{\"prompt\":\"a\",\"run_at\":\"" + Instant.now().plus(Duration.ofDays(1)) + "\"}");
    assertThat(usual.path("priority").asInt()).isEqualTo(4);
    refused(world, key, "/api/v1/llm/generate", "{\"prompt\":\"a\",\"priority\":5}", "priority");
    refused(world, key, "/api/v1/bulk?type=llm&priority=5", "{\"prompt\":\"a\"}", "priority");
    refused(
        world,
        key,
        "/api/v1/tasks/actions",
        "{\"action\":\"reprioritise\",\"priority\":5,\"filter\":{}}",
        "priority");
    refused(
        world,
        key,
        "/api/v1/workflows",
        "{\"definition\":{\"name\":\"a\",\"steps\":{\"one\":{\"task\":\"llm\",\"request\":{\"prompt\":\"a\"}}}}}",
        "priority");
    refused(
        world,
        key,
        "/api/v1/schedules",
        "{\"name\":\"y\",\"when\":\"0 3 * * *\",\"target\":{\"job\":{\"type\":\"llm\",\"prompt\":\"a\",\"priority\":5}}}",
        "priority");
    String patch = "/api/v1/task/" + usual.path("task_id").asText();
    assertThat(send(world.app(), key, "PATCH", patch, "{\"priority\":5}").statusCode())
        .isEqualTo(403);
    String run =
        json(world.app(), key, "POST", "/api/v1/bulk?type=llm", "{\"prompt\":\"a\",\"priority\":5}")
            .path("run_id")
            .asText();
    await()
        .untilAsserted(
            () ->
                assertThat(
                        json(world.app(), key, "GET", "/api/v1/bulk/" + run + "/items", "")
                            .path("items"))
                    .singleElement()
                    .satisfies(
                        item -> assertThat(item.path("state").asText()).isEqualTo("rejected")));
  }

  @ParameterizedTest
  @EnumSource(Dialect.class)
  void both_tenants_may_have_a_schedule_of_the_same_name(Dialect dialect) {
    World world = WORLDS.get(dialect);
    for (Party party : List.of(world.red(), world.blue())) {
      JsonNode found = json(world.app(), party.key(), "GET", "/api/v1/schedules/nightly", "");
      assertThat(found.path("id").asText()).isEqualTo(party.ids().get("schedule"));
      assertThat(found.toString()).contains(party.word());
    }
  }

  @ParameterizedTest
  @EnumSource(Dialect.class)
  void a_thousand_guesses_find_nothing(Dialect dialect) {
    World world = WORLDS.get(dialect);
    Random random = new Random(4711);
    List<UUID> known = world.blue().ids().values().stream().map(UUID::fromString).toList();
    for (int i = 0; i < GUESSES; i++) {
      // ids near those of the other: same time, other random bits
      UUID near = known.get(random.nextInt(known.size()));
      UUID guess =
          i < known.size()
              ? known.get(i)
              : new UUID(
                  near.getMostSignificantBits(),
                  near.getLeastSignificantBits() ^ random.nextInt(8));
      String route = READS.get(i % READS.size());
      String kind = route.replaceAll(".*\\{(\\w+)}.*", "$1");
      HttpResponse<InputStream> answer =
          ask(world, world.red().key(), route, kind, guess.toString(), "");
      String text = text(answer);
      assertThat(answer.statusCode()).as(route + " " + text).isEqualTo(404);
      assertThat(text).doesNotContain("blue");
    }
  }
}

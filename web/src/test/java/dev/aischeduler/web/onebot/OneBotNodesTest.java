package dev.aischeduler.web.onebot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aischeduler.config.json.Json;
import dev.aischeduler.db.Dialect;
import dev.aischeduler.web.Handlers;
import dev.aischeduler.web.app.RunningApp;
import dev.aischeduler.web.onebot.protocol.EventSignature;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;

/** Messages and their answers over restarts, other configurations and several nodes. */
final class OneBotNodesTest {
  private final Chat chat = new Chat();

  private static void until(Callable<Boolean> condition) {
    await().atMost(Duration.ofSeconds(60)).pollInterval(Duration.ofMillis(10)).until(condition);
  }

  private static RunningApp start(Map<String, String> settings, String... further) {
    Map<String, String> all = new HashMap<>(settings);
    for (int i = 0; i < further.length; i += 2) {
      all.put(further[i], further[i + 1]);
    }
    return RunningApp.start(all, OneBotTest.scripted());
  }

  private static int post(RunningApp app, JsonNode event) {
    String body = event.toString();
    String signature =
        new EventSignature(OneBotTest.SECRET).of(body.getBytes(StandardCharsets.UTF_8));
    return app.http().post("/api/v1/qq/callback", body, "X-Signature", signature).status();
  }

  private static List<String> states(RunningApp app) {
    return app.application()
        .database()
        .jdbi()
        .withHandle(
            h ->
                h.createQuery("SELECT state FROM bot_message ORDER BY message_id")
                    .mapTo(String.class)
                    .list());
  }

  private static void edit(RunningApp app, String sql) {
    app.application().database().jdbi().useHandle(h -> h.execute(sql));
  }

  @Test
  void a_message_is_answered_after_a_restart_unless_its_person_is_refused_then()
      throws IOException {
    Map<String, String> settings = OneBotTest.on(Dialect.POSTGRESQL, OneBotTest.settings());
    long kept = Events.nextId();
    long refused = Events.nextId();
    long lost = Events.nextId();
    try (RunningApp app = start(settings)) {
      // nobody can be answered: these wait
      assertThat(post(app, Events.privately(1, kept, "kept"))).isEqualTo(204);
      assertThat(post(app, Events.privately(2, refused, "hang"))).isEqualTo(204);
      assertThat(post(app, Events.privately(1, lost, "lost"))).isEqualTo(204);
      // as if the node had been lost between the message and its job
      edit(
          app,
          "UPDATE bot_message SET state = 'received', job_id = NULL,"
              + " request = '{\"prompt\":\"lost\"}', next_at = next_at + INTERVAL '1' DAY"
              + " WHERE message_id = "
              + lost);
    }
    try (RunningApp app = start(settings, "bot.onebot.allowed_users", "1")) {
      try (FakePeer peer = FakePeer.connect(app.http().address(), chat)) {
        until(() -> !chat.answers(kept).isEmpty() && !chat.answers(lost).isEmpty());
        // the hanging job is recovered, and cancelled by hand here: its person gets no answer
        JsonNode tasks = app.http().get("/api/v1/tasks?status=running,queued,scheduled").json();
        tasks
            .path("tasks")
            .forEach(
                task ->
                    app.http().post("/api/v1/task/" + task.path("task_id").asText() + "/cancel"));
        until(() -> states(app).equals(List.of("answered", "withdrawn", "answered")));
        assertThat(chat.answers(kept)).hasSize(1);
        assertThat(chat.answers(lost)).hasSize(1);
        assertThat(chat.to(2)).isEmpty();
        assertThat(peer.isEnded()).isFalse();
      }
      JsonNode lostJobs = app.http().get("/api/v1/tasks?tag=onebot&status=succeeded").json();
      assertThat(lostJobs.path("tasks")).as("the lost one found its job").hasSize(2);
    }
  }

  @Test
  void the_node_that_holds_the_websocket_answers_what_another_took() throws IOException {
    Map<String, String> settings = OneBotTest.on(Dialect.POSTGRESQL, OneBotTest.settings());
    try (RunningApp taker = start(settings, "node.name", "taker");
        RunningApp holder =
            start(
                settings,
                "node.name",
                "holder",
                "node.labels",
                "none",
                "artifacts.store",
                "database");
        FakePeer peer = FakePeer.connect(holder.http().address(), chat)) {
      long posted = Events.nextId();
      long sent = Events.nextId();
      assertThat(post(taker, Events.privately(3, posted, "by another way"))).isEqualTo(204);
      peer.send(Events.privately(3, sent, "by this one"));
      until(() -> !chat.answers(posted).isEmpty() && !chat.answers(sent).isEmpty());
      until(() -> states(taker).equals(List.of("answered", "answered")));
      assertThat(chat.sent()).hasSize(2);
    }
  }

  @Test
  void an_answer_that_comes_too_late_is_not_sent_and_its_job_is_cancelled() throws IOException {
    try (RunningApp app = start(OneBotTest.on(Dialect.H2, OneBotTest.settings()))) {
      assertThat(post(app, Events.privately(4, Events.nextId(), "hang"))).isEqualTo(204);
      edit(app, "UPDATE bot_message SET expires_at = created_at");
      until(() -> states(app).equals(List.of("expired")));
      until(
          () -> app.http().get("/api/v1/tasks?status=cancelled").json().path("tasks").size() == 1);
      try (FakePeer peer = FakePeer.connect(app.http().address(), chat)) {
        long id = Events.nextId();
        peer.send(Events.privately(4, id, "/status"));
        until(() -> !chat.answers(id).isEmpty());
        assertThat(chat.sent()).hasSize(1);
      }
    }
  }

  @Test
  void a_conversation_is_told_again_until_it_begins_anew() throws Exception {
    List<JsonNode> requests = new java.util.concurrent.CopyOnWriteArrayList<>();
    Handlers.Maker handlers = OneBotTest.scripted();
    try (RunningApp app =
            RunningApp.start(
                with(
                    OneBotTest.settings(),
                    "bot.onebot.history_turns",
                    "2",
                    "bot.onebot.system",
                    "Be short."),
                handlers);
        FakePeer peer = FakePeer.connect(app.http().address(), chat)) {
      long last = 0;
      for (String text : List.of("one", "two", "three", "four", "/new", "five")) {
        long id = Events.nextId();
        last = id;
        peer.send(Events.privately(5, id, text));
        until(() -> !chat.answers(id).isEmpty());
        until(() -> states(app).stream().allMatch("answered"::equals));
      }
      assertThat(last).isPositive();
      for (JsonNode task : app.http().get("/api/v1/tasks?tag=onebot").json().path("tasks")) {
        requests.add(
            app.http()
                .get("/api/v1/task/status/" + task.path("task_id").asText())
                .json()
                .path("request"));
      }
      assertThat(requests).allMatch(request -> request.path("system").asText().equals("Be short."));
      // newest first
      assertThat(requests.get(0).path("prompt").asText()).isEqualTo("five");
      assertThat(requests.get(4).path("prompt").asText()).isEqualTo("one");
      assertThat(requests.get(1).path("messages"))
          .extracting(turn -> turn.path("role").asText() + ": " + turn.path("content").asText())
          .containsExactly(
              "user: two",
              "assistant: echo two",
              "user: three",
              "assistant: echo three",
              "user: four");
      assertThat(Json.mapper().writeValueAsString(requests.get(3))).contains("\"one\"");
    }
  }

  private static Map<String, String> with(Map<String, String> settings, String... further) {
    for (int i = 0; i < further.length; i += 2) {
      settings.put(further[i], further[i + 1]);
    }
    return settings;
  }
}

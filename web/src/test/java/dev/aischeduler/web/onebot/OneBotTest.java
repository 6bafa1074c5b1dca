package dev.aischeduler.web.onebot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aischeduler.config.json.Json;
import dev.aischeduler.db.Dialect;
import dev.aischeduler.db.TestDatabases;
import dev.aischeduler.jobs.image.ImageRequest;
import dev.aischeduler.jobs.image.ImageTask;
import dev.aischeduler.jobs.llm.LlmRequest;
import dev.aischeduler.jobs.llm.LlmTask;
import dev.aischeduler.jobs.tts.TtsRequest;
import dev.aischeduler.jobs.tts.TtsTask;
import dev.aischeduler.web.Handlers;
import dev.aischeduler.web.app.Answer;
import dev.aischeduler.web.app.RunningApp;
import dev.aischeduler.web.app.ScriptedHandler;
import dev.aischeduler.web.onebot.protocol.EventSignature;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Both ways of OneBot v11 against a bot program that speaks it as recorded. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class OneBotTest {
  static final String TOKEN = "a-token-of-the-bot";
  static final String SECRET = "a-secret-of-the-bot";
  private static final long GROUP = 500;
  private static final String AT_BOT = "[CQ:at,qq=" + Chat.SELF + "] ";

  private final List<FakePeer> peers = new CopyOnWriteArrayList<>();
  private Chat chat;
  private FakeHttpApi api;
  private RunningApp app;
  private Chat postedChat;

  /** What tests with a bot begin with. */
  static Map<String, String> settings() {
    Map<String, String> settings = new HashMap<>();
    settings.put("bot.onebot.enabled", "true");
    settings.put("bot.onebot.secret", SECRET);
    settings.put("bot.onebot.access_token", TOKEN);
    settings.put("bot.onebot.allowed_groups", Long.toString(GROUP));
    settings.put("bot.onebot.allowed_users", "1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20");
    settings.put("bot.onebot.messages_per_minute", "20");
    settings.put("bot.onebot.pictures_per_day", "2");
    settings.put("bot.onebot.history_turns", "0");
    settings.put("bot.onebot.answer_chars", "100");
    settings.put("bot.onebot.max_chars", "1000");
    return settings;
  }

  /** Puts a database into settings. */
  static Map<String, String> on(Dialect dialect, Map<String, String> settings) {
    var database = TestDatabases.settings(dialect);
    Map<String, String> all = new HashMap<>(settings);
    all.put("database.url", database.url());
    all.put("database.username", database.username());
    all.put("database.password", database.password());
    return all;
  }

  static Handlers.Maker scripted() {
    return (settings, catalogue, devices, cache) ->
        new Handlers(
            List.of(
                new ScriptedHandler<>(LlmTask.TYPE, LlmRequest.class),
                new ScriptedHandler<>(TtsTask.TYPE, TtsRequest.class),
                new ScriptedHandler<>(ImageTask.TYPE, ImageRequest.class)),
            () -> {});
  }

  @BeforeAll
  void start() throws IOException {
    postedChat = new Chat();
    api = new FakeHttpApi(postedChat);
    Map<String, String> settings = settings();
    settings.put("bot.onebot.api_url", api.address());
    settings.put("security.api_key", "a-key-that-bots-do-not-have");
    settings.put("lanes.llm.max_attempts", "1");
    app = RunningApp.scripted(settings);
  }

  @AfterAll
  void stop() throws IOException {
    app.close();
    api.close();
  }

  @BeforeEach
  void fresh() {
    chat = new Chat();
  }

  @AfterEach
  void disconnect() {
    // what is left would go to the chat of the next test
    settled();
    peers.forEach(FakePeer::close);
    peers.clear();
  }

  private FakePeer connect() {
    return kept(FakePeer.connect(app.http().address(), chat));
  }

  private FakePeer connect(FakePeer.Calls calls) {
    return kept(FakePeer.connect(app.http().address(), "", FakePeer.headers(), calls));
  }

  private FakePeer kept(FakePeer peer) {
    peers.add(peer);
    return peer;
  }

  private Answer post(JsonNode event) {
    String body = event.toString();
    String signature = new EventSignature(SECRET).of(body.getBytes(StandardCharsets.UTF_8));
    return app.http()
        .post("/api/v1/qq/callback", body, "X-Signature", signature, "X-Self-ID", "" + Chat.SELF);
  }

  private static void until(java.util.concurrent.Callable<Boolean> condition) {
    await().atMost(Duration.ofSeconds(60)).pollInterval(Duration.ofMillis(10)).until(condition);
  }

  private Chat.Sent answer(Chat where, long messageId) {
    until(() -> !where.answers(messageId).isEmpty());
    assertThat(where.answers(messageId)).hasSize(1);
    return where.answers(messageId).get(0);
  }

  private double figure(String line) {
    return app.http()
        .get("/metrics")
        .text()
        .lines()
        .filter(one -> one.startsWith(line + " "))
        .mapToDouble(one -> Double.parseDouble(one.substring(line.length() + 1)))
        .findFirst()
        .orElse(-1);
  }

  private long jobs() {
    return app.http().get("/api/v1/tasks?tag=onebot&limit=500").json().path("tasks").size();
  }

  /** Waits until nothing waits for an answer. */
  private void settled() {
    until(() -> figure("ai_scheduler_bot_pending") == 0);
  }

  @Test
  void a_post_without_the_right_signature_is_refused() {
    String body = Events.privately(1, Events.nextId(), "hello").toString();
    String right = new EventSignature(SECRET).of(body.getBytes(StandardCharsets.UTF_8));
    String other = new EventSignature("another-secret-x").of(body.getBytes(StandardCharsets.UTF_8));
    String path = "/api/v1/qq/callback";
    long before = jobs();
    assertThat(app.http().post(path, body).status()).isEqualTo(401);
    assertThat(app.http().post(path, body, "X-Signature", other).status()).isEqualTo(403);
    assertThat(app.http().post(path, body + " ", "X-Signature", right).status()).isEqualTo(403);
    assertThat(app.http().post(path, body, "X-Signature", right.substring(5)).status())
        .isEqualTo(403);
    assertThat(app.http().post(path, body, "X-Signature", right, "X-Self-ID", "77").status())
        .isEqualTo(400);
    assertThat(jobs()).isEqualTo(before);
    assertThat(app.http().post(path, body, "X-Signature", right).status()).isEqualTo(204);
  }

  @Test
  void a_posted_message_is_answered_by_the_bot_s_api() {
    long id = Events.nextId();
    assertThat(post(Events.privately(1, id, "good morning")).status()).isEqualTo(204);
    assertThat(answer(postedChat, id).text()).isEqualTo("echo good morning");
    assertThat(answer(postedChat, id).receiver()).isEqualTo(1);
    assertThat(api.tokens).contains("Bearer " + TOKEN);
    assertThat(post(Events.heartbeat(true)).status()).isEqualTo(204);
  }

  @Test
  void a_posted_command_is_answered_in_the_answer_to_the_post() {
    long id = Events.nextId();
    Answer answer = post(Events.privately(1, id, "/help"));
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.json().at("/reply/0/data/id").asText()).isEqualTo(Long.toString(id));
    assertThat(answer.json().at("/reply/1/data/text").asText()).contains("/draw").contains("画");
    assertThat(post(Events.privately(1, id, "/help")).status()).as("again").isEqualTo(204);
    assertThat(postedChat.answers(id)).isEmpty();
  }

  @Test
  void an_answer_whose_confirmation_is_lost_is_not_posted_twice() {
    api.hangUpAfter(1);
    long id = Events.nextId();
    double found = figure("ai_scheduler_bot_answers_total{outcome=\"found\"}");
    post(Events.privately(2, id, "once"));
    until(() -> figure("ai_scheduler_bot_answers_total{outcome=\"found\"}") > found);
    settled();
    assertThat(postedChat.answers(id)).hasSize(1);
  }

  @Test
  void a_websocket_needs_the_token_and_the_account() {
    String address = app.http().address();
    FakePeer.Calls none = (peer, frame) -> null;
    Map<String, String> account = Map.of("X-Self-ID", Long.toString(Chat.SELF));
    assertThatThrownBy(() -> FakePeer.connect(address, "", account, none))
        .hasStackTraceContaining("401");
    assertThatThrownBy(
            () -> FakePeer.connect(address, "?access_token=a-wrong-token-x", account, none))
        .hasStackTraceContaining("403");
    assertThatThrownBy(() -> FakePeer.connect(address, "?access_token=" + TOKEN, Map.of(), none))
        .hasStackTraceContaining("400");
    Map<String, String> role = new HashMap<>(FakePeer.headers());
    role.put("X-Client-Role", "API");
    assertThatThrownBy(() -> FakePeer.connect(address, "", role, none))
        .hasStackTraceContaining("400");
    kept(FakePeer.connect(address, "?access_token=" + TOKEN, account, none));
    Map<String, String> goCqhttp = new HashMap<>(FakePeer.headers());
    goCqhttp.put("Authorization", "Token " + TOKEN);
    kept(FakePeer.connect(address, "", goCqhttp, none));
    assertThat(app.http().get("/api/v1/qq/websocket").status()).isEqualTo(426);
    // the one before it was replaced
    until(() -> peers.get(0).isEnded());
  }

  @Test
  void messages_in_both_formats_are_read() {
    FakePeer peer = connect();
    long array = Events.nextId();
    ObjectNode event = Events.message("group", 3, array).put("group_id", GROUP);
    ArrayNode segments = event.putArray("message");
    Events.segment(segments, "at", "qq", Long.toString(Chat.SELF));
    Events.segment(segments, "text", "text", " one [x] & ");
    Events.segment(segments, "image", "file", "a.png");
    Events.segment(segments, "text", "text", "two");
    peer.send(event);
    assertThat(answer(chat, array).text()).isEqualTo("echo one [x] & two");
    long text = Events.nextId();
    String cq = AT_BOT + "one &#91;x&#93; &amp;amp; [CQ:face,id=1][CQ:image,file=a&#44;b.png]two";
    peer.send(Events.inGroup(GROUP, 3, text, cq));
    assertThat(answer(chat, text).text()).isEqualTo("echo one [x] &amp; two");
    assertThat(answer(chat, text).group()).isTrue();
    assertThat(answer(chat, text).receiver()).isEqualTo(GROUP);
  }

  @Test
  void in_a_group_only_mentions_of_the_bot_are_answered() {
    FakePeer peer = connect();
    long without = Events.nextId();
    long other = Events.nextId();
    long with = Events.nextId();
    long alone = Events.nextId();
    peer.send(Events.inGroup(GROUP, 4, without, "talk among others"));
    peer.send(Events.inGroup(GROUP, 4, other, "[CQ:at,qq=4] and [CQ:at,qq=all] hello"));
    peer.send(Events.inGroup(GROUP, 4, with, AT_BOT + "hello"));
    peer.send(Events.inGroup(GROUP, 4, alone, AT_BOT));
    assertThat(answer(chat, with).text()).isEqualTo("echo hello");
    assertThat(answer(chat, alone).text()).as("who only calls it").contains("/draw");
    settled();
    assertThat(chat.answers(without)).isEmpty();
    assertThat(chat.answers(other)).isEmpty();
  }

  @Test
  void who_is_not_allowed_is_told_once_and_makes_no_job() {
    FakePeer peer = connect();
    long before = jobs();
    List<Long> refused = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      refused.add(Events.nextId());
      peer.send(Events.privately(666, refused.get(i), "let me in " + i));
    }
    // a group that is not allowed, where nobody spoke to the bot
    peer.send(Events.inGroup(501, 667, Events.nextId(), "talk among others"));
    long last = Events.nextId();
    peer.send(Events.privately(5, last, "/help"));
    answer(chat, last);
    settled();
    assertThat(chat.to(666)).hasSize(1);
    assertThat(chat.to(666).get(0).text()).contains("not open to you");
    assertThat(chat.to(501)).isEmpty();
    assertThat(post(Events.privately(666, Events.nextId(), "and so")).status()).isEqualTo(204);
    assertThat(jobs()).isEqualTo(before);
  }

  @Test
  void repeated_and_old_messages_are_dropped() {
    FakePeer peer = connect();
    long id = Events.nextId();
    ObjectNode event = Events.privately(6, id, "only once");
    double duplicates = figure("ai_scheduler_bot_messages_total{outcome=\"duplicate\"}");
    double old = figure("ai_scheduler_bot_messages_total{outcome=\"old\"}");
    peer.send(event);
    peer.send(event);
    long late = Events.nextId();
    ObjectNode lateEvent = Events.privately(6, late, "too late");
    peer.send(lateEvent.put("time", lateEvent.path("time").asLong() - 3600));
    answer(chat, id);
    until(() -> figure("ai_scheduler_bot_messages_total{outcome=\"old\"}") == old + 1);
    // go-cqhttp posts the same message as well when both ways are configured
    assertThat(post(event).status()).isEqualTo(204);
    settled();
    assertThat(figure("ai_scheduler_bot_messages_total{outcome=\"duplicate\"}"))
        .isEqualTo(duplicates + 2);
    assertThat(chat.answers(id)).hasSize(1);
    assertThat(postedChat.answers(id)).isEmpty();
    assertThat(chat.answers(late)).isEmpty();
  }

  @Test
  void a_picture_comes_as_its_bytes() {
    FakePeer peer = connect();
    long id = Events.nextId();
    peer.send(Events.privately(7, id, "画 files"));
    until(() -> !chat.answers(id).isEmpty());
    String file = chat.answers(id).get(0).file("image");
    assertThat(file).startsWith("base64://");
    assertThat(new String(Base64.getDecoder().decode(file.substring(9)), StandardCharsets.UTF_8))
        .startsWith("It is a line of many.");
  }

  @Test
  void quotas_are_told_once_and_what_exceeds_them_becomes_no_job() {
    FakePeer peer = connect();
    List<Long> ids = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      ids.add(Events.nextId());
      peer.send(Events.privately(8, ids.get(i), "/draw files"));
    }
    until(() -> chat.to(8).size() == 3);
    assertThat(answer(chat, ids.get(2)).text()).contains("2 pictures in 24 hours");
    settled();
    assertThat(chat.to(8)).hasSize(3);
    List<Long> fast = new ArrayList<>();
    for (int i = 0; i < 23; i++) {
      fast.add(Events.nextId());
      peer.send(Events.privately(9, fast.get(i), "number " + i));
    }
    assertThat(answer(chat, fast.get(20)).text()).contains("20 messages a minute");
    until(() -> chat.to(9).size() == 21);
    settled();
    assertThat(chat.to(9)).hasSize(21);
    assertThat(chat.answers(fast.get(21))).isEmpty();
    assertThat(chat.answers(fast.get(22))).isEmpty();
  }

  @Test
  void status_and_cancel_are_about_the_person_s_own_jobs() {
    FakePeer peer = connect();
    long hanging = Events.nextId();
    long status = Events.nextId();
    long foreign = Events.nextId();
    long cancel = Events.nextId();
    long after = Events.nextId();
    peer.send(Events.privately(10, hanging, "hang"));
    peer.send(Events.privately(10, status, "/status"));
    peer.send(Events.privately(11, foreign, "取消"));
    peer.send(Events.privately(10, cancel, "/cancel"));
    peer.send(Events.privately(10, after, "状态"));
    assertThat(answer(chat, status).text()).contains("1. answer: ");
    assertThat(answer(chat, foreign).text()).contains("没有可以停止的任务");
    assertThat(answer(chat, cancel).text()).isEqualTo("Stopped: 1");
    assertThat(answer(chat, after).text()).contains("没有");
    settled();
    assertThat(chat.answers(hanging)).isEmpty();
    until(
        () ->
            app.http()
                .get("/api/v1/tasks?tag=onebot&status=running")
                .json()
                .path("tasks")
                .isEmpty());
  }

  @Test
  void a_failed_job_is_told_without_its_inner_workings() {
    FakePeer peer = connect();
    long id = Events.nextId();
    peer.send(Events.privately(12, id, "impossible"));
    assertThat(answer(chat, id).text())
        .startsWith("This did not work (")
        .doesNotContain("this can never work");
    long tooLong = Events.nextId();
    peer.send(Events.privately(12, tooLong, "x".repeat(1001)));
    assertThat(answer(chat, tooLong).text()).contains("1001 characters; I take at most 1000");
  }

  @Test
  void a_long_answer_goes_on_in_further_messages() {
    FakePeer peer = connect();
    long id = Events.nextId();
    String sentence = "这是一个用来测试的句子，它不长也不短。";
    peer.send(Events.privately(13, id, sentence.repeat(12)));
    until(() -> chat.to(13).size() >= 3);
    settled();
    List<Chat.Sent> parts = chat.to(13);
    assertThat(parts).allSatisfy(part -> assertThat(part.text().length()).isBetween(1, 100));
    assertThat(parts.get(0).quotes()).isEqualTo(id);
    assertThat(parts.subList(1, parts.size())).allMatch(part -> part.quotes() == 0);
    StringBuilder all = new StringBuilder();
    parts.forEach(part -> all.append(part.text()));
    assertThat(all.toString()).isEqualTo("echo " + sentence.repeat(12));
  }

  @Test
  void answers_wait_while_the_bot_is_away_and_are_sent_when_it_is_back() {
    FakePeer peer = connect();
    List<Long> ids = new ArrayList<>();
    peer.send(Events.heartbeat(false));
    for (int i = 0; i < 5; i++) {
      ids.add(Events.nextId());
      peer.send(Events.privately(14, ids.get(i), "away " + i));
    }
    until(() -> figure("ai_scheduler_bot_pending") == 5);
    until(() -> succeeded(14) == 5);
    assertThat(chat.to(14)).as("its account is offline").isEmpty();
    peer.cut();
    until(() -> figure("ai_scheduler_bot_connections") == 0);
    connect();
    until(() -> chat.to(14).size() == 5);
    settled();
    ids.forEach(id -> assertThat(chat.answers(id)).hasSize(1));
  }

  /** Jobs of a person that have succeeded. */
  private long succeeded(long user) {
    return app.application()
        .database()
        .jdbi()
        .withHandle(
            h ->
                h.createQuery(
                        """
                        SELECT count(*) FROM bot_message m JOIN job j ON j.id = m.job_id
                         WHERE m.user_id = :user AND j.status = 'succeeded'""")
                    .bind("user", user)
                    .mapTo(Long.class)
                    .one());
  }

  @Test
  void an_answer_in_doubt_is_looked_for_before_it_is_sent_again() {
    for (boolean done : new boolean[] {true, false}) {
      long id = Events.nextId();
      FakePeer first =
          connect(
              (peer, frame) -> {
                if (done) {
                  chat.call(frame.path("action").asText(), frame.path("params"));
                }
                peer.cut();
                return null;
              });
      first.send(Events.privately(15, id, "in doubt " + done));
      until(first::isEnded);
      connect();
      until(() -> chat.answers(id).size() == 1);
      settled();
      assertThat(chat.answers(id)).as("done: " + done).hasSize(1);
    }
    chat.tellNoHistory();
    long id = Events.nextId();
    FakePeer first =
        connect(
            (peer, frame) -> {
              peer.cut();
              return null;
            });
    first.send(Events.privately(15, id, "without histories"));
    until(first::isEnded);
    connect();
    answer(chat, id);
  }

  @Test
  void answers_to_calls_are_matched_by_their_echo() {
    List<JsonNode> waiting = new CopyOnWriteArrayList<>();
    long good = Events.nextId();
    long bad = Events.nextId();
    FakePeer.Calls inReverse =
        (peer, frame) -> {
          waiting.add(frame);
          if (waiting.size() > 2) {
            return chat.call(frame.path("action").asText(), frame.path("params"));
          }
          if (waiting.size() == 2) {
            for (JsonNode call : List.of(waiting.get(1), waiting.get(0))) {
              boolean refused = call.toString().contains("\"id\":\"" + bad + "\"");
              ObjectNode reply =
                  refused
                      ? Json.mapper().createObjectNode().put("status", "failed").put("retcode", 100)
                      : chat.call(call.path("action").asText(), call.path("params"));
              peer.send(Json.mapper().createObjectNode().put("retcode", 0).put("echo", "nobody's"));
              peer.send(reply.put("echo", call.path("echo").asText()));
            }
          }
          return null;
        };
    FakePeer peer = connect(inReverse);
    peer.send(Events.privately(16, good, "good"));
    peer.send(Events.privately(16, bad, "bad"));
    answer(chat, good);
    answer(chat, bad);
    settled();
    assertThat(waiting).as("the refused one again, and nothing else").hasSize(3);
  }

  @Test
  void an_answer_that_is_refused_again_and_again_is_given_up() {
    chat.refuseNext(3);
    double failed = figure("ai_scheduler_bot_answers_total{outcome=\"failed\"}");
    FakePeer peer = connect();
    long id = Events.nextId();
    peer.send(Events.privately(17, id, "unwanted"));
    until(() -> figure("ai_scheduler_bot_answers_total{outcome=\"failed\"}") == failed + 1);
    settled();
    assertThat(chat.answers(id)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "{\"post_type\":\"message\"}",
        "{\"post_type\":\"message\",\"self_id\":\"x\",\"message_id\":1,\"user_id\":1,\"time\":1}",
        "{\"post_type\":\"message\",\"message_type\":\"group\",\"self_id\":10001,\"message_id\":1,"
            + "\"user_id\":1,\"time\":9223372036854775807,\"message\":[1,{},{\"type\":\"text\"}]}",
        "{\"post_type\":\"notice\",\"echo\":null}",
        "{\"echo\":{\"a\":1}}",
      })
  void what_is_no_message_changes_nothing(String frame) {
    FakePeer peer = connect();
    peer.sendText(frame);
    long id = Events.nextId();
    peer.send(Events.privately(18, id, "/help"));
    answer(chat, id);
  }

  @Test
  void a_message_of_another_account_is_not_taken() {
    FakePeer peer = connect();
    long foreign = Events.nextId();
    peer.send(Events.privately(19, foreign, "/help").put("self_id", 77));
    long id = Events.nextId();
    peer.send(Events.privately(19, id, "/help"));
    answer(chat, id);
    settled();
    assertThat(chat.answers(foreign)).isEmpty();
  }
}

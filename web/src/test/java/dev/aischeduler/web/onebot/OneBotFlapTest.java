package dev.aischeduler.web.onebot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aischeduler.db.Dialect;
import dev.aischeduler.web.app.RunningApp;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A thousand messages over a WebSocket that is cut at random: between a message and its job, before
 * an answer is sent, and after it was sent but not confirmed. Whatever is not answered is sent
 * again when the bot is back, as somebody who impatiently repeats; the same message, so at most one
 * of them may be answered.
 */
final class OneBotFlapTest {
  /** A thousand of those who may, 250 of those who may not. */
  private static final int MESSAGES = 1250;

  private static final int PERSONS = 20;

  /** The rest is refused. */
  private static final int ALLOWED = 16;

  private final Chat chat = new Chat();
  private final Random random = new Random(42);
  private final AtomicInteger cuts = new AtomicInteger();
  private final Map<Long, JsonNode> events = new java.util.concurrent.ConcurrentHashMap<>();

  private static long person(long number) {
    return 100 + number % PERSONS;
  }

  private static boolean isAllowed(long person) {
    return person < 100 + ALLOWED;
  }

  /** How many calls and messages a connection lives, and how its last call ends. */
  private FakePeer connect(RunningApp app) {
    AtomicInteger left = new AtomicInteger(20 + random.nextInt(60));
    boolean done = random.nextBoolean();
    FakePeer.Calls calls =
        (peer, frame) -> {
          boolean last = left.decrementAndGet() <= 0;
          ObjectNode answer =
              last && !done ? null : chat.call(frame.path("action").asText(), frame.path("params"));
          if (last) {
            cuts.incrementAndGet();
            peer.cut();
            return null;
          }
          return answer;
        };
    try {
      return FakePeer.connect(app.http().address(), "", FakePeer.headers(), calls);
    } catch (CompletionException e) {
      throw new AssertionError("the server took no connection", e);
    }
  }

  private Set<Long> answered() {
    Set<Long> ids = new HashSet<>();
    chat.sent().forEach(sent -> ids.add(sent.quotes()));
    return ids;
  }

  private List<Long> open() {
    Set<Long> answered = answered();
    List<Long> open = new ArrayList<>();
    events.forEach(
        (id, event) -> {
          if (isAllowed(event.path("user_id").asLong()) && !answered.contains(id)) {
            open.add(id);
          }
        });
    return open;
  }

  @ParameterizedTest
  @EnumSource(Dialect.class)
  void each_message_is_answered_once_and_none_of_whom_is_refused(Dialect dialect)
      throws IOException {
    Map<String, String> settings = OneBotTest.on(dialect, OneBotTest.settings());
    settings.put("bot.onebot.messages_per_minute", "0");
    StringBuilder allowed = new StringBuilder("1");
    for (long person = 100; person < 100 + ALLOWED; person++) {
      allowed.append(',').append(person);
    }
    settings.put("bot.onebot.allowed_users", allowed.toString());
    List<Long> ids = new ArrayList<>();
    for (int i = 0; i < MESSAGES; i++) {
      long id = Events.nextId();
      ids.add(id);
      events.put(id, Events.privately(person(i), id, "message " + i));
    }
    try (RunningApp app = RunningApp.start(settings, OneBotTest.scripted())) {
      FakePeer peer = connect(app);
      List<Long> toSend = new ArrayList<>(ids);
      long end = System.nanoTime() + Duration.ofMinutes(4).toNanos();
      while (!open().isEmpty() && System.nanoTime() < end) {
        if (peer.isEnded()) {
          peer = connect(app);
          toSend = open();
          Collections.shuffle(toSend, random);
        }
        int some = Math.min(toSend.size(), 1 + random.nextInt(50));
        List<Long> now = toSend.subList(0, some);
        for (long id : now) {
          peer.send(events.get(id));
        }
        now.clear();
        if (toSend.isEmpty()) {
          LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
        }
      }
      assertThat(open()).as("without an answer").isEmpty();
      // nothing is on its way any more: what comes twice has come
      FakePeer last = peer.isEnded() ? FakePeer.connect(app.http().address(), chat) : peer;
      await().atMost(Duration.ofMinutes(1)).until(() -> pending(app) == 0);
      last.close();
      assertOnce(ids);
      assertThat(cuts.get()).as("cuts").isGreaterThan(10);
      long permitted =
          events.values().stream().filter(e -> isAllowed(e.path("user_id").asLong())).count();
      assertThat(stored(app)).isEqualTo(permitted).isGreaterThanOrEqualTo(1000);
    }
  }

  private void assertOnce(List<Long> ids) {
    for (long id : ids) {
      long person = events.get(id).path("user_id").asLong();
      if (isAllowed(person)) {
        assertThat(chat.answers(id)).as("answers to " + id).hasSize(1);
      }
    }
    for (long person = 100 + ALLOWED; person < 100 + PERSONS; person++) {
      assertThat(chat.to(person)).as("sent to " + person + ", who is refused").hasSize(1);
    }
  }

  private static long pending(RunningApp app) {
    return number(app, "SELECT count(*) FROM bot_message WHERE state IN ('received', 'open')");
  }

  private static long stored(RunningApp app) {
    return number(app, "SELECT count(*) FROM job");
  }

  private static long number(RunningApp app, String sql) {
    return app.application()
        .database()
        .jdbi()
        .withHandle(h -> h.createQuery(sql).mapTo(Long.class).one());
  }
}

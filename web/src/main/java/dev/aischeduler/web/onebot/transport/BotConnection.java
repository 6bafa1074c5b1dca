package dev.aischeduler.web.onebot.transport;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aischeduler.config.json.Json;
import dev.aischeduler.web.onebot.protocol.ApiReply;
import dev.aischeduler.web.onebot.protocol.BotApi;
import dev.aischeduler.web.onebot.protocol.NotSentException;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;

/**
 * One WebSocket of a bot: calls go out with an echo, by which their answers are known. Thread-safe;
 * holds no thread.
 */
final class BotConnection implements BotApi {
  private static final int CALL_S = 30;
  private static final int GOING_AWAY = 1001;
  private static final String ECHO = "echo";

  /** A bot that sends heartbeats is away when it has missed so many. */
  private static final int MISSED_HEARTBEATS = 3;

  private static final Duration LEAST_SILENCE = Duration.ofSeconds(30);

  /** A bot that sends no heartbeats is asked when it was silent for so long. */
  private static final Duration PROBE = Duration.ofSeconds(60);

  private final long selfId;
  private final Session session;
  private final Map<String, CompletableFuture<ApiReply>> calls = new ConcurrentHashMap<>();
  private final ReentrantLock lock = new ReentrantLock();
  private volatile boolean closed;
  private volatile boolean online = true;
  private volatile long lastFrame = System.nanoTime();
  private volatile long heartbeatMs;

  /** When the last frame is written; guarded by the lock. */
  private CompletableFuture<Void> written = CompletableFuture.completedFuture(null);

  /**
   * @param selfId account of the bot
   */
  BotConnection(long selfId, Session session) {
    this.selfId = selfId;
    this.session = session;
  }

  /** Account of the bot. */
  long selfId() {
    return selfId;
  }

  /** Whether the bot says that its account can send. */
  boolean isOnline() {
    return online && !closed;
  }

  @Override
  public CompletableFuture<ApiReply> call(String action, ObjectNode parameters) {
    if (closed) {
      return CompletableFuture.failedFuture(new NotSentException("the WebSocket is closed"));
    }
    String echo = UUID.randomUUID().toString();
    CompletableFuture<ApiReply> reply = new CompletableFuture<>();
    calls.put(echo, reply);
    ObjectNode frame = Json.mapper().createObjectNode().put("action", action).put(ECHO, echo);
    frame.set("params", parameters);
    send(frame.toString(), reply);
    if (closed) {
      reply.completeExceptionally(lost());
    }
    return reply
        .orTimeout(CALL_S, TimeUnit.SECONDS)
        .whenComplete((answer, error) -> calls.remove(echo));
  }

  /** One frame after the other: their parts must not mix. */
  private void send(String frame, CompletableFuture<ApiReply> reply) {
    lock.lock();
    try {
      written = written.handle((ok, error) -> frame).thenCompose(this::write);
      written.whenComplete(
          (ok, error) -> {
            if (error != null) {
              reply.completeExceptionally(error);
            }
          });
    } finally {
      lock.unlock();
    }
  }

  private CompletableFuture<Void> write(String frame) {
    CompletableFuture<Void> done = new CompletableFuture<>();
    try {
      session.sendText(
          frame, Callback.from(() -> done.complete(null), done::completeExceptionally));
    } catch (RuntimeException e) {
      done.completeExceptionally(e);
    }
    return done;
  }

  private static IOException lost() {
    return new IOException("the WebSocket was closed before the bot answered");
  }

  /** Something came, so the bot is there. */
  void alive() {
    lastFrame = System.nanoTime();
  }

  /** Whether a frame is the answer to a call; then the call is answered. */
  boolean answers(JsonNode frame) {
    if (!frame.has(ECHO) || frame.has("post_type")) {
      return false;
    }
    CompletableFuture<ApiReply> call = calls.get(frame.path(ECHO).asText());
    if (call != null) {
      call.complete(ApiReply.of(frame));
    }
    return true;
  }

  /** Takes note of a meta event. */
  void meta(JsonNode event) {
    if (event.path("meta_event_type").asText().equals("heartbeat")) {
      heartbeatMs = Math.max(0, event.path("interval").asLong());
      online = event.path("status").path("online").asBoolean(true);
    }
  }

  /** Ends the connection of a bot that is not there any more; to be called every few seconds. */
  void check() {
    long silent = System.nanoTime() - lastFrame;
    if (heartbeatMs > 0) {
      long limit =
          Math.max(
              LEAST_SILENCE.toNanos(),
              TimeUnit.MILLISECONDS.toNanos(MISSED_HEARTBEATS * heartbeatMs));
      if (silent > limit) {
        close("no heartbeat came for " + TimeUnit.NANOSECONDS.toSeconds(silent) + " s");
      }
    } else if (silent > PROBE.toNanos() && calls.isEmpty()) {
      call("get_status", Json.mapper().createObjectNode())
          .whenComplete(
              (reply, error) -> {
                if (error != null) {
                  close("the bot does not answer");
                }
              });
    }
  }

  /** Closes the WebSocket; the bot opens another. */
  void close(String why) {
    session.close(GOING_AWAY, why, Callback.NOOP);
    ended();
  }

  /** The WebSocket is closed: whether its calls were done is not known. */
  void ended() {
    closed = true;
    calls.values().forEach(call -> call.completeExceptionally(lost()));
  }
}

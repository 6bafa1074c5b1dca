package dev.aischeduler.web.onebot;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aischeduler.config.json.Json;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/** A bot program that opens a WebSocket, as its protocol was recorded. Thread-safe. */
final class FakePeer implements WebSocket.Listener, AutoCloseable {
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  private final Calls calls;
  private final StringBuilder part = new StringBuilder();
  private final ReentrantLock lock = new ReentrantLock();
  private final CompletableFuture<Void> ended = new CompletableFuture<>();
  private volatile WebSocket socket;
  private CompletableFuture<?> written = CompletableFuture.completedFuture(null);

  /** What becomes of a call; null leaves it without an answer. */
  interface Calls {
    ObjectNode answer(FakePeer peer, JsonNode frame);
  }

  private FakePeer(Calls calls) {
    this.calls = calls;
  }

  /**
   * Connects.
   *
   * @param address of the server, http
   * @param headers besides the account and the role
   */
  static FakePeer connect(String address, String query, Map<String, String> headers, Calls calls) {
    FakePeer peer = new FakePeer(calls);
    WebSocket.Builder builder = CLIENT.newWebSocketBuilder();
    headers.forEach(builder::header);
    URI uri = URI.create(address.replaceFirst("^http", "ws") + "/api/v1/qq/websocket" + query);
    builder.buildAsync(uri, peer).orTimeout(60, TimeUnit.SECONDS).join();
    return peer;
  }

  /** Connects as NapCat does, and does what it is asked for. */
  static FakePeer connect(String address, Chat chat) {
    return connect(
        address,
        "",
        headers(),
        (peer, frame) -> chat.call(frame.path("action").asText(), frame.path("params")));
  }

  static Map<String, String> headers() {
    return Map.of(
        "Authorization",
        "Bearer " + OneBotTest.TOKEN,
        "X-Self-ID",
        Long.toString(Chat.SELF),
        "X-Client-Role",
        "Universal");
  }

  /** A call may come before the one who connects knows that it is connected. */
  @Override
  public void onOpen(WebSocket webSocket) {
    socket = webSocket;
    webSocket.request(1);
  }

  @Override
  public CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
    part.append(data);
    // what has not been read when the connection is cut is lost
    if (last && !isEnded()) {
      String text = part.toString();
      part.setLength(0);
      try {
        JsonNode frame = Json.mapper().readTree(text);
        ObjectNode answer = calls.answer(this, frame);
        if (answer != null) {
          send(answer.put("echo", frame.path("echo").asText()));
        }
      } catch (JsonProcessingException e) {
        ended.completeExceptionally(e);
      }
    }
    webSocket.request(1);
    return null;
  }

  @Override
  public CompletionStage<?> onClose(WebSocket webSocket, int status, String reason) {
    ended.complete(null);
    return null;
  }

  @Override
  public void onError(WebSocket webSocket, Throwable error) {
    ended.complete(null);
  }

  /** Sends a frame; one that the connection does not take any more is lost, as in life. */
  void send(JsonNode frame) {
    sendText(frame.toString());
  }

  /** Sends whatever it is. */
  void sendText(String frame) {
    lock.lock();
    try {
      written =
          written
              .handle((ok, error) -> socket)
              .thenCompose(open -> open.sendText(frame, true))
              .exceptionally(lost -> null);
    } finally {
      lock.unlock();
    }
  }

  /** Cuts the connection, without a word. */
  void cut() {
    socket.abort();
    ended.complete(null);
  }

  boolean isEnded() {
    return ended.isDone();
  }

  @Override
  public void close() {
    cut();
  }
}

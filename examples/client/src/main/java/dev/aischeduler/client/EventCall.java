package dev.aischeduler.client;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpResponse.BodySubscribers;
import java.net.http.HttpResponse.ResponseInfo;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Function;

/** Follows a stream of events, and goes on behind the last one when it is sent again. */
final class EventCall implements Call {
  static final String EVENTS = "text/event-stream";
  private static final int OK = 200;
  private static final Duration STREAM_PATIENCE = Duration.ofSeconds(30);

  private final Function<String, HttpRequest.Builder> request;
  private final Consumer<ServerEvent> listener;
  private final AtomicBoolean progressed = new AtomicBoolean();
  private volatile String lastId = "";

  /**
   * A stream that is not open yet.
   *
   * @param request by the id of the last event; empty at first
   * @param listener is told each event on the connection's thread, one at a time
   */
  EventCall(Function<String, HttpRequest.Builder> request, Consumer<ServerEvent> listener) {
    this.request = request;
    this.listener = listener;
  }

  /** Asks an address for events behind one. */
  static HttpRequest.Builder behind(HttpRequest.Builder request, String lastId) {
    request.header("Accept", EVENTS);
    return lastId.isEmpty() ? request : request.header("Last-Event-ID", lastId);
  }

  @Override
  public HttpRequest.Builder request(Runnable moved) {
    return request.apply(lastId);
  }

  @Override
  public BodyHandler<byte[]> answer() {
    return info ->
        isStream(info)
            ? BodySubscribers.fromLineSubscriber(
                new EventReader(this::on), reader -> new byte[0], StandardCharsets.UTF_8, null)
            : BodyHandlers.ofByteArray().apply(info);
  }

  private static boolean isStream(ResponseInfo info) {
    return info.statusCode() == OK
        && info.headers().firstValue("Content-Type").orElse("").startsWith(EVENTS);
  }

  private void on(ServerEvent event) {
    progressed.set(true);
    if (!event.id().isEmpty()) {
      lastId = event.id();
    }
    listener.accept(event);
  }

  /** A stream without news has a comment every ten seconds. */
  @Override
  public Duration patience(Duration usual) {
    return usual.compareTo(STREAM_PATIENCE) > 0 ? usual : STREAM_PATIENCE;
  }

  @Override
  public boolean hasProgressed() {
    return progressed.getAndSet(false);
  }
}

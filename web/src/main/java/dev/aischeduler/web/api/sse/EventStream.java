package dev.aischeduler.web.api.sse;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.aischeduler.config.Json;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** One open answer of type {@code text/event-stream}. Used by one thread: the request's. */
public final class EventStream {
  private final HttpServletResponse response;
  private final ServletOutputStream out;

  private EventStream(HttpServletResponse response) throws IOException {
    this.response = response;
    this.out = response.getOutputStream();
  }

  /**
   * Begins the answer; from here on errors can only be told as events.
   *
   * @throws IOException the client has gone
   */
  public static EventStream open(HttpServletResponse response) throws IOException {
    response.setStatus(200);
    response.setContentType("text/event-stream;charset=utf-8");
    response.setHeader("Cache-Control", "no-store");
    // nginx would otherwise collect tokens into blocks
    response.setHeader("X-Accel-Buffering", "no");
    EventStream stream = new EventStream(response);
    stream.comment("open");
    return stream;
  }

  /**
   * Sends an event.
   *
   * @param id position for Last-Event-ID; 0 for none
   * @param data written as one line of JSON
   * @throws IOException the client has gone
   */
  public void send(String event, long id, @Nullable Object data) throws IOException {
    String head = (id > 0 ? "id: " + id + "\n" : "") + "event: " + event + "\n";
    write(head + "data: " + json(data) + "\n\n");
  }

  /**
   * Keeps the connection alive and finds out whether the client is still there.
   *
   * @throws IOException the client has gone
   */
  public void comment(String text) throws IOException {
    write(": " + text + "\n\n");
  }

  private void write(String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.UTF_8));
    response.flushBuffer();
  }

  private static String json(@Nullable Object data) throws JsonProcessingException {
    return Json.mapper().writeValueAsString(data);
  }
}

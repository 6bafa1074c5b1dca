package dev.aischeduler.web.api.sse;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.aischeduler.config.json.Json;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Puts events into the form of {@code text/event-stream}. For one thread at a time. */
public final class EventWriter {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  EventWriter() {}

  /**
   * Adds an event.
   *
   * @param id position for Last-Event-ID; 0 for none
   * @param data written as one line of JSON
   */
  public void send(String event, long id, @Nullable Object data) {
    write((id > 0 ? "id: " + id + "\n" : "") + "event: " + event + "\n");
    write("data: " + json(data) + "\n\n");
  }

  /**
   * Adds an event in the form that another API has.
   *
   * @param event its name; null for none
   * @param id position for Last-Event-ID, without line breaks; null for none
   * @param line its data, one line
   */
  public void write(@Nullable String event, @Nullable String id, String line) {
    write(
        (id == null ? "" : "id: " + id + "\n")
            + (event == null ? "" : "event: " + event + "\n")
            + "data: "
            + line
            + "\n\n");
  }

  /** Adds a comment, which clients pass over. */
  void comment(String text) {
    write(": " + text + "\n\n");
  }

  int size() {
    return bytes.size();
  }

  /** What was added since the last call. */
  byte[] take() {
    byte[] all = bytes.toByteArray();
    bytes.reset();
    return all;
  }

  private void write(String text) {
    bytes.writeBytes(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String json(@Nullable Object data) {
    try {
      return Json.mapper().writeValueAsString(data);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("an event cannot be written as JSON", e);
    }
  }
}

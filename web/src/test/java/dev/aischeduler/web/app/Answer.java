package dev.aischeduler.web.app;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aischeduler.config.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An answer of the server. */
public record Answer(HttpResponse<byte[]> response) {
  private static final Pattern EVENT = Pattern.compile("event: (.*)\ndata: (.*)\n");

  /** One server-sent event. */
  public record Event(String name, JsonNode data) {}

  /** HTTP status. */
  public int status() {
    return response.statusCode();
  }

  /** The body's bytes. */
  public byte[] body() {
    return response.body();
  }

  /** The first value of a header, or an empty text. */
  public String header(String name) {
    return response.headers().firstValue(name).orElse("");
  }

  /** Every value of a header. */
  public List<String> headers(String name) {
    return response.headers().allValues(name);
  }

  /** The body as text. */
  public String text() {
    return new String(body(), StandardCharsets.UTF_8);
  }

  /** The body as JSON. */
  public JsonNode json() {
    try {
      return Json.mapper().readTree(body());
    } catch (IOException e) {
      throw new UncheckedIOException(text(), e);
    }
  }

  /** The body as events. */
  public List<Event> events() {
    List<Event> events = new ArrayList<>();
    Matcher matcher = EVENT.matcher(text());
    while (matcher.find()) {
      try {
        events.add(new Event(matcher.group(1), Json.mapper().readTree(matcher.group(2))));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return events;
  }
}

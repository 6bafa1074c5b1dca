package dev.aischeduler.web.onebot.protocol;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads a message in either of its two formats. */
public final class Segments {
  /** Further ones are left out: nobody writes so many. */
  private static final int MOST = 500;

  private Segments() {}

  /**
   * The segments of a message.
   *
   * @param message an array of segments, one segment, or a text with CQ codes; anything else is an
   *     empty message
   */
  public static List<Segment> read(JsonNode message) {
    if (message.isTextual()) {
      List<Segment> all = CqCode.parse(message.textValue());
      return all.size() > MOST ? all.subList(0, MOST) : all;
    }
    List<Segment> segments = new ArrayList<>();
    for (JsonNode one : message.isArray() ? message : List.of(message)) {
      if (one.path("type").isTextual() && segments.size() < MOST) {
        segments.add(new Segment(one.path("type").textValue(), data(one.path("data"))));
      }
    }
    return segments;
  }

  private static Map<String, String> data(JsonNode node) {
    Map<String, String> data = new HashMap<>();
    node.properties().stream()
        .filter(entry -> entry.getValue().isValueNode())
        .forEach(entry -> data.put(entry.getKey(), entry.getValue().asText()));
    return data;
  }

  /** The plain text of a message, without anything else in it. */
  public static String text(List<Segment> segments) {
    StringBuilder text = new StringBuilder();
    segments.stream()
        .filter(segment -> segment.type().equals(Segment.TEXT))
        .forEach(segment -> text.append(segment.value("text")));
    return text.toString();
  }
}

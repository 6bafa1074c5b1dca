package dev.aischeduler.web.onebot.protocol;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aischeduler.config.json.Json;
import java.util.Map;

/**
 * One part of a message: text, a mention, a picture. Immutable.
 *
 * @param type as OneBot names it, for example {@code text}, {@code at}, {@code image}
 * @param data of the type; values in their plain form, not escaped
 */
public record Segment(String type, Map<String, String> data) {
  /** Of plain text. */
  public static final String TEXT = "text";

  /** That mentions somebody. */
  public static final String AT = "at";

  /** That quotes a message. */
  public static final String REPLY = "reply";

  /** With a picture. */
  public static final String IMAGE = "image";

  /** With a recording. */
  public static final String RECORD = "record";

  /** Keeps a copy of the data. */
  public Segment {
    data = Map.copyOf(data);
  }

  /** A text. */
  public static Segment text(String text) {
    return new Segment(TEXT, Map.of("text", text));
  }

  /** Quotes a message. */
  public static Segment reply(long messageId) {
    return new Segment(REPLY, Map.of("id", Long.toString(messageId)));
  }

  /**
   * A picture or recording.
   *
   * @param type {@link #IMAGE} or {@link #RECORD}
   * @param base64 its bytes
   */
  public static Segment file(String type, String base64) {
    return new Segment(type, Map.of("file", "base64://" + base64));
  }

  /** A value of the data, or an empty text. */
  public String value(String key) {
    return data.getOrDefault(key, "");
  }

  /** As it stands in an array of segments. */
  public ObjectNode json() {
    ObjectNode json = Json.mapper().createObjectNode().put("type", type);
    ObjectNode values = json.putObject("data");
    data.forEach(values::put);
    return json;
  }
}

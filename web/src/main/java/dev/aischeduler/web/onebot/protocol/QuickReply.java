package dev.aischeduler.web.onebot.protocol;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aischeduler.config.json.Json;
import java.util.List;

/** Writes what a bot is asked to send. */
public final class QuickReply {
  private QuickReply() {}

  /** The answer to a posted message that makes the bot send a text ("quick operation"). */
  public static ObjectNode of(MessageEvent event, String text) {
    ObjectNode operation = Json.mapper().createObjectNode();
    operation.set("reply", message(List.of(Segment.reply(event.messageId()), Segment.text(text))));
    // who is answered is seen by what is quoted
    return operation.put("at_sender", false).put("auto_escape", false);
  }

  /** A message as an array of segments. */
  public static ArrayNode message(List<Segment> segments) {
    ArrayNode array = Json.mapper().createArrayNode();
    segments.forEach(segment -> array.add(segment.json()));
    return array;
  }
}

package dev.aischeduler.web.onebot;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aischeduler.config.json.Json;
import java.util.concurrent.atomic.AtomicLong;

/** Events as NapCat and go-cqhttp write them. */
final class Events {
  private static final AtomicLong NEXT = new AtomicLong(1000);

  private Events() {}

  static long nextId() {
    return NEXT.incrementAndGet();
  }

  /** A private message in segments. */
  static ObjectNode privately(long user, long id, String text) {
    ObjectNode event = message("private", user, id);
    segment(event.putArray("message"), "text", "text", text);
    return event;
  }

  /** A message of a group as one text with CQ codes. */
  static ObjectNode inGroup(long group, long user, long id, String cqText) {
    return message("group", user, id).put("group_id", group).put("message", cqText);
  }

  static ObjectNode message(String type, long user, long id) {
    ObjectNode event = Json.mapper().createObjectNode();
    event.put("time", System.currentTimeMillis() / 1000).put("self_id", Chat.SELF);
    event.put("post_type", "message").put("message_type", type).put("sub_type", "friend");
    event.put("message_id", id).put("user_id", user).put("font", 0);
    event.putObject("sender").put("user_id", user).put("nickname", "somebody");
    return event;
  }

  static void segment(ArrayNode message, String type, String key, String value) {
    message.addObject().put("type", type).putObject("data").put(key, value);
  }

  static ObjectNode heartbeat(boolean online) {
    ObjectNode event = Json.mapper().createObjectNode();
    event.put("time", System.currentTimeMillis() / 1000).put("self_id", Chat.SELF);
    event.put("post_type", "meta_event").put("meta_event_type", "heartbeat");
    event.put("interval", 5000).putObject("status").put("online", online).put("good", online);
    return event;
  }
}

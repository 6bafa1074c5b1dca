package dev.aischeduler.web.onebot;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aischeduler.config.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;

/** The chats of one account, as its bot program sees them: what was sent, in order. Thread-safe. */
final class Chat {
  static final long SELF = 10_001;

  private final ReentrantLock lock = new ReentrantLock();
  private final List<Sent> sent = new ArrayList<>();
  private volatile boolean tellsHistory = true;
  private final AtomicInteger refuse = new AtomicInteger();

  /**
   * A message that the bot sent.
   *
   * @param receiver a person or group
   */
  record Sent(boolean group, long receiver, JsonNode message) {
    /** The message that it quotes; 0 for none. */
    long quotes() {
      for (JsonNode segment : message) {
        if (segment.path("type").asText().equals("reply")) {
          return segment.at("/data/id").asLong();
        }
      }
      return 0;
    }

    String text() {
      StringBuilder text = new StringBuilder();
      message.forEach(segment -> text.append(segment.at("/data/text").asText()));
      return text.toString();
    }

    /** The file of the first segment of a type. */
    String file(String type) {
      for (JsonNode segment : message) {
        if (segment.path("type").asText().equals(type)) {
          return segment.at("/data/file").asText();
        }
      }
      return "";
    }
  }

  /** From now on histories cannot be asked for. */
  void tellNoHistory() {
    tellsHistory = false;
  }

  /** Refuses the next so many messages. */
  void refuseNext(int messages) {
    refuse.set(messages);
  }

  /** Does what a call asks for, and answers it. */
  ObjectNode call(String action, JsonNode params) {
    return switch (action) {
      case "send_group_msg" -> send(true, params.path("group_id").asLong(), params);
      case "send_private_msg" -> send(false, params.path("user_id").asLong(), params);
      case "get_group_msg_history" -> history(true, params.path("group_id").asLong(), params);
      case "get_friend_msg_history" -> history(false, params.path("user_id").asLong(), params);
      case "get_status" -> reply(0, Json.mapper().createObjectNode().put("online", true));
      default -> reply(1404, Json.mapper().createObjectNode());
    };
  }

  private ObjectNode send(boolean group, long receiver, JsonNode params) {
    lock.lock();
    try {
      if (refuse.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
        return reply(100, Json.mapper().createObjectNode());
      }
      sent.add(new Sent(group, receiver, params.path("message")));
      return reply(0, Json.mapper().createObjectNode().put("message_id", 900_000 + sent.size()));
    } finally {
      lock.unlock();
    }
  }

  private ObjectNode history(boolean group, long receiver, JsonNode params) {
    int count = params.path("count").asInt(20);
    if (!tellsHistory) {
      return reply(1404, Json.mapper().createObjectNode());
    }
    ObjectNode data = Json.mapper().createObjectNode();
    ArrayNode messages = data.putArray("messages");
    List<Sent> all =
        sent().stream().filter(one -> one.group() == group && one.receiver() == receiver).toList();
    for (Sent one : all.subList(Math.max(0, all.size() - count), all.size())) {
      ObjectNode message = messages.addObject();
      message.put("user_id", SELF).put("time", System.currentTimeMillis() / 1000);
      message.set("message", one.message());
    }
    return reply(0, data);
  }

  private static ObjectNode reply(int retcode, ObjectNode data) {
    ObjectNode reply = Json.mapper().createObjectNode();
    reply.put("status", retcode == 0 ? "ok" : "failed").put("retcode", retcode);
    reply.set("data", data);
    return reply;
  }

  List<Sent> sent() {
    lock.lock();
    try {
      return List.copyOf(sent);
    } finally {
      lock.unlock();
    }
  }

  /** What was sent in answer to a message. */
  List<Sent> answers(long messageId) {
    return sent().stream().filter(one -> one.quotes() == messageId).toList();
  }

  /** What was sent to a person or group. */
  List<Sent> to(long receiver) {
    return sent().stream().filter(one -> one.receiver() == receiver).toList();
  }
}

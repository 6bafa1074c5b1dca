package dev.aischeduler.web.onebot.delivery;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aischeduler.config.json.Json;
import dev.aischeduler.db.bot.BotMessage;
import dev.aischeduler.web.onebot.protocol.ApiReply;
import dev.aischeduler.web.onebot.protocol.BotApi;
import dev.aischeduler.web.onebot.protocol.Ids;
import dev.aischeduler.web.onebot.protocol.Segment;
import dev.aischeduler.web.onebot.protocol.Segments;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Finds out whether a message was sent whose confirmation was lost: the history of its chat shows
 * it. OneBot v11 has no key by which a bot would send a message once; NapCat and go-cqhttp tell the
 * history as an extension.
 */
final class SentCheck {
  /** Messages of the chat that are looked at; programs may tell fewer. */
  private static final int LOOK = 200;

  /** By which the clocks of the bot and of this server may differ. */
  private static final long SLACK_S = 60;

  private SentCheck() {}

  /**
   * Whether a part of an answer stands in the chat. What a bot without histories cannot tell was
   * not sent.
   *
   * @return fails as the call does
   */
  static CompletableFuture<Boolean> wasSent(BotApi api, BotMessage message, AnswerPart part) {
    ObjectNode parameters = Json.mapper().createObjectNode();
    boolean inGroup = message.groupId() != null;
    if (inGroup) {
      parameters.put("group_id", message.groupId());
    } else {
      parameters.put("user_id", message.userId());
    }
    parameters.put("count", LOOK);
    return api.call(inGroup ? "get_group_msg_history" : "get_friend_msg_history", parameters)
        .thenApply(reply -> reply.isOk() && shows(reply, message, part));
  }

  private static boolean shows(ApiReply reply, BotMessage message, AnswerPart part) {
    for (JsonNode one : reply.data().path("messages")) {
      JsonNode sender =
          one.has("user_id") ? one.path("user_id") : one.path("sender").path("user_id");
      boolean own = Ids.read(sender).filter(id -> id == message.selfId()).isPresent();
      boolean recent = one.path("time").asLong() >= message.createdAt().getEpochSecond() - SLACK_S;
      JsonNode content = one.has("message") ? one.path("message") : one.path("raw_message");
      if (own && recent && isSame(Segments.read(content), part)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isSame(List<Segment> sent, AnswerPart part) {
    boolean quotes =
        !part.has(Segment.REPLY)
            || value(sent, Segment.REPLY, "id").equals(value(part.segments(), Segment.REPLY, "id"));
    boolean files =
        has(sent, Segment.IMAGE) == part.has(Segment.IMAGE)
            && has(sent, Segment.RECORD) == part.has(Segment.RECORD);
    return quotes && files && words(sent).equals(words(part.segments()));
  }

  private static boolean has(List<Segment> segments, String type) {
    return segments.stream().anyMatch(segment -> segment.type().equals(type));
  }

  private static String value(List<Segment> segments, String type, String key) {
    return segments.stream()
        .filter(segment -> segment.type().equals(type))
        .map(segment -> segment.value(key))
        .findFirst()
        .orElse("");
  }

  /** Programs of bots add and remove blanks. */
  private static String words(List<Segment> segments) {
    return Segments.text(segments).replaceAll("\\s+", "");
  }
}

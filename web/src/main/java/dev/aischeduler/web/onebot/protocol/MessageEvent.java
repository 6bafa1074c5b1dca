package dev.aischeduler.web.onebot.protocol;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A message that somebody sent to a bot. Immutable.
 *
 * @param selfId account of the bot
 * @param messageId of the message, unique for the account
 * @param userId who sent it
 * @param groupId where; null for a private chat
 * @param sentAt by the bot's clock
 * @param text plain text, without mentions of the bot, control characters and other segments
 * @param mentionsBot whether it mentions the bot
 */
public record MessageEvent(
    long selfId,
    long messageId,
    long userId,
    @Nullable Long groupId,
    Instant sentAt,
    String text,
    boolean mentionsBot) {

  private static final String GROUP = "group";

  /**
   * The message that an event reports.
   *
   * @return empty for other events, and for those that lack a number
   */
  public static Optional<MessageEvent> of(JsonNode event) {
    if (!event.path("post_type").asText().equals("message")) {
      return Optional.empty();
    }
    Optional<Long> self = Ids.read(event.path("self_id"));
    Optional<Long> message = Ids.read(event.path("message_id"));
    Optional<Long> user = Ids.read(event.path("user_id"));
    Optional<Long> time = Ids.read(event.path("time"));
    boolean inGroup = event.path("message_type").asText().equals(GROUP);
    Optional<Long> group = inGroup ? Ids.read(event.path("group_id")) : Optional.empty();
    if (self.isEmpty()
        || message.isEmpty()
        || user.isEmpty()
        || time.isEmpty()
        || inGroup != group.isPresent()) {
      return Optional.empty();
    }
    JsonNode content = event.has("message") ? event.path("message") : event.path("raw_message");
    List<Segment> segments = Segments.read(content);
    String own = Long.toString(self.get());
    boolean mentions =
        segments.stream()
            .anyMatch(
                segment -> segment.type().equals(Segment.AT) && segment.value("qq").equals(own));
    return Optional.of(
        new MessageEvent(
            self.get(),
            message.get(),
            user.get(),
            group.orElse(null),
            // a time far off is as good as any: the message is old, or its clock is wrong
            Instant.ofEpochSecond(Math.floorMod(time.get(), 1L << 40)),
            storable(Segments.text(segments)).strip(),
            mentions));
  }

  /** Without what no database can store and nobody can see. */
  private static String storable(String text) {
    StringBuilder kept = new StringBuilder(text.length());
    text.codePoints()
        .filter(
            point ->
                point == '\n'
                    || point == '\t'
                    || !(Character.isISOControl(point)
                        || Character.getType(point) == Character.SURROGATE))
        .forEach(kept::appendCodePoint);
    return kept.toString();
  }
}

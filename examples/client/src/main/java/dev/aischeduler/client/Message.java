package dev.aischeduler.client;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/**
 * One message of a conversation.
 *
 * @param role {@code system}, {@code user}, {@code assistant} or {@code tool}
 * @param content may be missing where the assistant only called tools
 * @param toolCalls what the assistant called, as its answer had it
 * @param toolCallId of role tool: the call that it answers
 */
public record Message(
    String role,
    @Nullable String content,
    @Nullable JsonNode toolCalls,
    @Nullable String toolCallId) {

  /** What the user says. */
  public static Message user(String content) {
    return new Message("user", content, null, null);
  }

  /** What the model said. */
  public static Message assistant(String content) {
    return new Message("assistant", content, null, null);
  }

  /** Instructions. */
  public static Message system(String content) {
    return new Message("system", content, null, null);
  }

  /** What a tool returned. */
  public static Message tool(String callId, String content) {
    return new Message("tool", content, null, callId);
  }
}

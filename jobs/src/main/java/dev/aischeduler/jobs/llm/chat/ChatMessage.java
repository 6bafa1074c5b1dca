package dev.aischeduler.jobs.llm.chat;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One turn of a conversation.
 *
 * @param role {@code system}, {@code user}, {@code assistant} or {@code tool}
 * @param content what was said, or what a tool returned; may be missing where the assistant only
 *     called tools
 * @param toolCalls calls that the assistant made in this turn; null for none
 * @param toolCallId the call that a message of role {@code tool} answers; null for other roles
 */
public record ChatMessage(
    @Nullable String role,
    @Nullable String content,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable List<@Nullable ToolCall> toolCalls,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String toolCallId) {

  /** A turn without tools. */
  public ChatMessage(@Nullable String role, @Nullable String content) {
    this(role, content, null, null);
  }

  /** The calls that the assistant made in this turn; empty for none. */
  List<ToolCall> calls() {
    return toolCalls == null ? List.of() : toolCalls.stream().map(Objects::requireNonNull).toList();
  }
}

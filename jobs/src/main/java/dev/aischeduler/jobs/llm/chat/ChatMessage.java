package dev.aischeduler.jobs.llm.chat;

import org.jspecify.annotations.Nullable;

/**
 * One turn of a conversation.
 *
 * @param role {@code system}, {@code user} or {@code assistant}
 * @param content what was said
 */
public record ChatMessage(@Nullable String role, @Nullable String content) {}

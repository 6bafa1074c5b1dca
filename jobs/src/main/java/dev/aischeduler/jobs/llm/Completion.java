package dev.aischeduler.jobs.llm;

import dev.aischeduler.jobs.llm.chat.ToolCall;
import java.util.List;

/**
 * A finished answer.
 *
 * @param text without any stop text or control token
 * @param toolCalls calls of tools, in their order; empty for none
 * @param finishReason {@code tool_calls} when it calls tools, {@code stop} when the model or a stop
 *     text ended it, {@code length} when max_tokens or the context did
 * @param promptTokens tokens read
 * @param completionTokens tokens of the answer, without the end token
 * @param firstTokenMs milliseconds from the loaded model to the first token
 * @param tokensPerSecond speed after the first token; of the whole answer if it has only one
 */
record Completion(
    String text,
    List<ToolCall> toolCalls,
    String finishReason,
    int promptTokens,
    int completionTokens,
    long firstTokenMs,
    double tokensPerSecond) {}

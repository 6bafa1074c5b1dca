package dev.aischeduler.jobs.llm.chat;

import org.jspecify.annotations.Nullable;

/**
 * A call of a tool, in the shape of OpenAI's API.
 *
 * @param id names the call, so that a message of role {@code tool} can answer it
 * @param type {@code function}; default: that
 * @param function what is called
 */
public record ToolCall(@Nullable String id, @Nullable String type, @Nullable Function function) {

  /**
   * A called function.
   *
   * @param name its name
   * @param arguments its arguments: the text of a JSON object
   */
  public record Function(@Nullable String name, @Nullable String arguments) {}
}

package dev.aischeduler.jobs.llm;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.aischeduler.config.json.Json;
import dev.aischeduler.engine.task.InvalidRequestException;
import dev.aischeduler.jobs.TextRules;
import dev.aischeduler.jobs.llm.chat.ChatMessage;
import dev.aischeduler.jobs.llm.chat.ToolCall;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Checks the turns of a conversation one after the other; results of tools must answer calls of
 * earlier turns. Confined to one thread.
 */
final class MessageRules {
  private static final Set<String> ROLES = Set.of("system", "user", "assistant", "tool");
  private static final int MAX_ID_CHARS = 64;
  private static final int MAX_CALLS = 64;

  private final Set<String> callIds = new HashSet<>();

  /**
   * Checks the next turn.
   *
   * @return its characters
   * @throws InvalidRequestException names the field, what is wrong and the remedy
   */
  int check(String field, @Nullable ChatMessage message) {
    if (message == null || message.role() == null || !ROLES.contains(message.role())) {
      throw new InvalidRequestException(
          field + ".role", field + ".role must be system, user, assistant or tool");
    }
    String content = message.content();
    boolean tool = message.role().equals("tool");
    int calls = checkCalls(field, message);
    checkAnswered(field, message, tool);
    // A tool may return nothing, and an assistant that calls tools may say nothing besides.
    boolean mayBeEmpty = tool ? content != null : calls > 0;
    if (!mayBeEmpty || (content != null && !content.isBlank())) {
      TextRules.requireText(field + ".content", content, Integer.MAX_VALUE);
    }
    return length(content) + calls;
  }

  /** The characters of the calls. */
  private int checkCalls(String field, ChatMessage message) {
    List<@Nullable ToolCall> calls = message.toolCalls();
    if (calls == null) {
      return 0;
    }
    String at = field + ".tool_calls";
    if (!"assistant".equals(message.role()) || calls.isEmpty() || calls.size() > MAX_CALLS) {
      throw new InvalidRequestException(
          at, at + " belongs to role assistant, with 1 to " + MAX_CALLS + " calls; leave it out");
    }
    int characters = 0;
    for (int i = 0; i < calls.size(); i++) {
      characters += checkCall(at + "[" + i + "]", calls.get(i));
    }
    return characters;
  }

  private int checkCall(String field, @Nullable ToolCall call) {
    if (call == null || call.function() == null || !FormatRules.isFunction(call.type())) {
      throw new InvalidRequestException(
          field,
          field
              + " must be {\"id\":...,\"type\":\"function\","
              + "\"function\":{\"name\":...,\"arguments\":...}}");
    }
    String id = TextRules.requireText(field + ".id", call.id(), MAX_ID_CHARS);
    FormatRules.requireName(field + ".function.name", call.function().name());
    String at = field + ".function.arguments";
    String arguments = TextRules.requireText(at, call.function().arguments(), Integer.MAX_VALUE);
    if (!isObject(arguments)) {
      throw new InvalidRequestException(at, at + " must be a text that is a JSON object");
    }
    callIds.add(id);
    return length(arguments);
  }

  private static boolean isObject(String arguments) {
    try {
      return Json.mapper().readTree(arguments).isObject();
    } catch (JsonProcessingException e) {
      return false;
    }
  }

  private void checkAnswered(String field, ChatMessage message, boolean tool) {
    String id = message.toolCallId();
    String at = field + ".tool_call_id";
    if (!tool && id != null) {
      throw new InvalidRequestException(at, at + " belongs to role tool; leave it out");
    }
    if (tool && (id == null || !callIds.contains(id))) {
      throw new InvalidRequestException(
          at, at + " must be the id of a call in the tool_calls of an earlier message");
    }
  }

  /** Characters (code points) of a text. */
  static int length(@Nullable String text) {
    return text == null ? 0 : text.codePointCount(0, text.length());
  }
}

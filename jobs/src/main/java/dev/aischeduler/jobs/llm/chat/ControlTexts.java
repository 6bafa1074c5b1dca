package dev.aischeduler.jobs.llm.chat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.aischeduler.config.json.Json;
import java.util.List;
import java.util.Optional;

/**
 * Cuts texts that stand for a control token where a user typed them: a mark is put after their
 * first character, at which the prompt is parted before it is encoded. Immutable.
 *
 * @param texts those of the tokenizer
 * @param mark a character that the conversation does not have
 */
record ControlTexts(List<String> texts, String mark) {
  // Noncharacters: no tokenizer knows them and no text needs them.
  private static final int FIRST_MARK = 0xFDD0;
  private static final int LAST_MARK = 0xFDEF;

  /** With a mark that neither the messages nor the tools have. */
  static ControlTexts of(List<String> texts, List<ChatMessage> messages, List<JsonNode> tools) {
    for (int mark = FIRST_MARK; mark <= LAST_MARK; mark++) {
      String text = Character.toString(mark);
      if (messages.stream().noneMatch(message -> has(message, text))
          && tools.stream().noneMatch(tool -> tool.toString().contains(text))) {
        return new ControlTexts(texts, text);
      }
    }
    // All 32 noncharacters in one conversation: cutting at one more place only changes its tokens.
    return new ControlTexts(texts, Character.toString(FIRST_MARK));
  }

  private static boolean has(ChatMessage message, String mark) {
    return (message.content() != null && message.content().contains(mark))
        || message.calls().stream()
            .anyMatch(call -> call.argumentsJson().toString().contains(mark));
  }

  /** The message with its texts cut. */
  ChatMessage cut(ChatMessage message) {
    String content = message.content() == null ? "" : message.content();
    List<ToolCall> calls = message.calls().stream().map(this::cut).toList();
    return new ChatMessage(
        message.role(),
        cut(content),
        calls.isEmpty() ? null : List.copyOf(calls),
        message.toolCallId());
  }

  private ToolCall cut(ToolCall call) {
    String arguments = cut(call.argumentsJson()).toString();
    return new ToolCall(call.id(), call.type(), new ToolCall.Function(cut(call.name()), arguments));
  }

  /** The value with all its texts and names cut. */
  JsonNode cut(JsonNode json) {
    if (json.isTextual()) {
      return TextNode.valueOf(cut(json.asText()));
    }
    if (json.isObject()) {
      ObjectNode object = Json.mapper().createObjectNode();
      json.properties().forEach(entry -> object.set(cut(entry.getKey()), cut(entry.getValue())));
      return object;
    }
    if (json.isArray()) {
      ArrayNode array = Json.mapper().createArrayNode();
      json.forEach(item -> array.add(cut(item)));
      return array;
    }
    return json;
  }

  /** The text with a mark after the first character of each control text in it. */
  String cut(String text) {
    StringBuilder cut = new StringBuilder();
    int from = 0;
    for (int start = next(text, 0); start >= 0; start = next(text, from)) {
      int after = text.offsetByCodePoints(start, 1);
      cut.append(text, from, after).append(mark);
      from = after;
    }
    return cut.append(text, from, text.length()).toString();
  }

  private int next(String text, int from) {
    Optional<Integer> next =
        texts.stream()
            .map(control -> text.indexOf(control, from))
            .filter(at -> at >= 0)
            .min(Integer::compare);
    return next.orElse(-1);
  }
}

package dev.aischeduler.web.openai.responses;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aischeduler.jobs.openai.ChatParameters;
import dev.aischeduler.web.api.reply.ApiException;

/** Makes turns of a conversation of the items of an input. For one thread. */
final class InputItems {
  private static final String CONTENT = "content";

  private final ArrayNode messages;

  /**
   * Adds to a conversation.
   *
   * @param messages grows
   */
  InputItems(ArrayNode messages) {
    this.messages = messages;
  }

  /**
   * Adds an input: a text, or a list of items.
   *
   * @throws ApiException 400 names the item that no model here reads
   */
  void add(JsonNode input) {
    if (input.isTextual()) {
      messages.addObject().put("role", "user").set(CONTENT, input);
      return;
    }
    if (!input.isArray()) {
      throw ApiException.invalid("input", "must be a text or a list of items");
    }
    for (int i = 0; i < input.size(); i++) {
      item(input.get(i), "input[" + i + "]");
    }
  }

  private void item(JsonNode item, String field) {
    switch (item.path("type").asText("message")) {
      case "message" ->
          messages
              .addObject()
              .put("role", item.path("role").asText())
              .put(CONTENT, ChatParameters.text(item.path(CONTENT), field + "." + CONTENT));
      case "function_call" -> {
        ObjectNode call = calling().withArray("/tool_calls").addObject();
        call.put("id", item.path("call_id").asText()).put("type", "function");
        call.putObject("function")
            .put("name", item.path("name").asText())
            .put("arguments", item.path("arguments").asText());
      }
      case "function_call_output" ->
          messages
              .addObject()
              .put("role", "tool")
              .put("tool_call_id", item.path("call_id").asText())
              .put(CONTENT, ChatParameters.text(item.path("output"), field + ".output"));
      case "reasoning" -> {
        // what another model thought is not said again
      }
      default ->
          throw ApiException.invalid(
                  field + ".type", "is of no kind that the models here read: " + type(item))
              .remedy("send messages of text, function_call and function_call_output");
    }
  }

  private static String type(JsonNode item) {
    String type = item.path("type").asText();
    return type.length() > 40 ? type.substring(0, 40) : type;
  }

  /** The turn of the assistant that calls belong to: calls in a row are of one. */
  private ObjectNode calling() {
    if (messages.path(messages.size() - 1) instanceof ObjectNode last
        && last.path("role").asText().equals("assistant")) {
      return last;
    }
    return messages.addObject().put("role", "assistant");
  }
}

package dev.aischeduler.web.openai.responses;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aischeduler.jobs.openai.ChatParameters;
import dev.aischeduler.web.api.reply.ApiException;
import dev.aischeduler.web.openai.reply.Lists;
import java.util.List;

/**
 * What a body asks for.
 *
 * @param body as it was sent
 * @param stream whether the text is wanted as it comes
 * @param background whether the answer comes at once and the text later
 * @param store whether the response is to be found again; true unless the body says otherwise
 */
record ResponseBody(ObjectNode body, boolean stream, boolean background, boolean store) {
  /** Fields that a request for text takes under the same name. */
  private static final List<String> SAME =
      List.of(
          "model",
          "temperature",
          "top_p",
          "parallel_tool_calls",
          "top_logprobs",
          "seed",
          "top_k",
          "repetition_penalty",
          "stop",
          "priority",
          "max_attempts",
          "timeout_s",
          "queue_timeout_s",
          "tags",
          "retry");

  /** What a response repeats of its request. */
  private static final List<String> ECHOED =
      List.of(
          "instructions",
          "max_output_tokens",
          "parallel_tool_calls",
          "previous_response_id",
          "temperature",
          "text",
          "tool_choice",
          "tools",
          "top_p",
          "user");

  /**
   * Reads a body.
   *
   * @throws ApiException 400 names the parameter at fault
   */
  static ResponseBody of(ObjectNode body) {
    ResponseBody read =
        new ResponseBody(
            body,
            Lists.flag(body, "stream"),
            Lists.flag(body, "background"),
            !body.hasNonNull("store") || Lists.flag(body, "store"));
    if (read.background() && !read.store()) {
      throw ApiException.invalid("store", "must be true with \"background\": true");
    }
    for (String name : List.of("conversation", "prompt")) {
      if (body.hasNonNull(name)) {
        throw ApiException.invalid(name, name + " is not supported")
            .remedy("send input, and previous_response_id to go on with a conversation");
      }
    }
    for (String name : List.of("instructions", "previous_response_id")) {
      if (body.hasNonNull(name) && !body.path(name).isTextual()) {
        throw ApiException.invalid(name, "must be a text");
      }
    }
    return read;
  }

  /**
   * The request for text that it stands for.
   *
   * @param before the conversation that it goes on with
   */
  ObjectNode request(List<JsonNode> before) {
    ObjectNode chat = JsonNodeFactory.instance.objectNode();
    for (String name : SAME) {
      if (body.has(name)) {
        chat.set(name, body.get(name));
      }
    }
    if (body.hasNonNull("max_output_tokens")) {
      chat.set("max_tokens", body.get("max_output_tokens"));
    }
    ArrayNode messages = chat.putArray("messages");
    if (body.hasNonNull("instructions")) {
      messages.addObject().put("role", "system").set("content", body.get("instructions"));
    }
    messages.addAll(before);
    new InputItems(messages).add(body.path("input"));
    tools(chat);
    JsonNode format = body.path("text").path("format");
    if (format.path("type").asText().equals("json_schema")) {
      ObjectNode schema = format.deepCopy();
      schema.remove("type");
      chat.putObject("response_format").put("type", "json_schema").set("json_schema", schema);
    } else if (format.isObject()) {
      chat.set("response_format", format);
    }
    return ChatParameters.request(chat);
  }

  private void tools(ObjectNode chat) {
    JsonNode tools = body.path("tools");
    for (int i = 0; i < tools.size(); i++) {
      JsonNode tool = tools.get(i);
      String type = tool.path("type").asText();
      if (!type.equals("function") || !(tool instanceof ObjectNode given)) {
        throw ApiException.invalid("tools[" + i + "].type", "must be function")
            .remedy("the server runs no tools of its own; offer functions");
      }
      ObjectNode function = given.deepCopy();
      function.remove("type");
      chat.withArray("/tools").addObject().put("type", "function").set("function", function);
    }
    JsonNode choice = body.path("tool_choice");
    if (choice.isTextual()) {
      chat.set("tool_choice", choice);
    } else if (choice.isObject()) {
      chat.putObject("tool_choice")
          .put("type", choice.path("type").asText())
          .putObject("function")
          .set("name", choice.path("name"));
    }
  }

  /** What is kept of the request beside its job. */
  ObjectNode echo() {
    ObjectNode echo = JsonNodeFactory.instance.objectNode();
    for (String name : ECHOED) {
      if (body.hasNonNull(name)) {
        echo.set(name, body.get(name));
      }
    }
    ObjectNode metadata = Lists.metadata(body);
    echo.set("metadata", metadata == null ? echo.objectNode() : metadata);
    return echo.put("background", background).put("store", store);
  }
}

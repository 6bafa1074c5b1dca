package dev.aischeduler.jobs.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aischeduler.engine.task.InvalidRequestException;
import java.util.Set;
import java.util.StringJoiner;

/** Bodies of {@code /v1/chat/completions} as requests for text. */
public final class ChatParameters {
  private static final Set<String> ROLES = Set.of("system", "user", "assistant", "tool");

  private ChatParameters() {}

  /**
   * The request that a body stands for.
   *
   * @param body as it was sent; {@code n} above 1 and {@code stream} are its sender's to carry out
   * @throws InvalidRequestException names a parameter that would change the answer and is not
   *     supported, or a message that cannot be read
   */
  public static ObjectNode request(ObjectNode body) throws InvalidRequestException {
    Parameters parameters = new Parameters(body);
    refuse(parameters);
    parameters.takeModel();
    parameters.take("temperature", "top_p", "top_k", "repetition_penalty", "seed", "stop");
    parameters.take("max_tokens");
    parameters.takeAs("max_completion_tokens", "max_tokens");
    tools(parameters);
    JsonNode format = parameters.value("response_format");
    if (format != null && !format.path("type").asText().equals("text")) {
      parameters.request().set("response_format", format(format));
    }
    JsonNode messages = parameters.value("messages");
    if (!(messages instanceof ArrayNode list)) {
      throw new InvalidRequestException("messages", "messages must be a list of role and content");
    }
    ArrayNode turns = parameters.request().putArray("messages");
    for (int i = 0; i < list.size(); i++) {
      turns.add(message(list.get(i), "messages[" + i + "]"));
    }
    return parameters.request();
  }

  private static void refuse(Parameters parameters) {
    parameters.refuseUnless("n", n -> n.asInt() == 1, "send one request for each choice");
    parameters.refuseUnless("stream", Parameters::isNothing, "leave it out");
    parameters.refuseUnless("logprobs", Parameters::isNothing, "leave it out");
    parameters.refuseUnless("top_logprobs", Parameters::isNothing, "leave it out");
    parameters.refuseUnless("logit_bias", Parameters::isNothing, "leave it out");
    parameters.refuseUnless(
        "frequency_penalty", Parameters::isNothing, "use repetition_penalty (above 1)");
    parameters.refuseUnless(
        "presence_penalty", Parameters::isNothing, "use repetition_penalty (above 1)");
    parameters.refuseUnless(
        "modalities",
        value -> value.size() == 1 && value.path(0).asText().equals("text"),
        "only text is made here; POST /v1/audio/speech makes speech of it");
    parameters.refuseUnless(
        "audio", none -> false, "POST /v1/audio/speech makes speech of the answer");
    parameters.refuseUnless("web_search_options", none -> false, "leave it out");
    parameters.refuseUnless("functions", Parameters::isNothing, "use tools");
    parameters.refuseUnless("function_call", none -> false, "use tool_choice");
  }

  private static void tools(Parameters parameters) {
    JsonNode tools = parameters.value("tools");
    if (tools != null && !tools.isEmpty()) {
      parameters.take("tool_choice", "parallel_tool_calls");
      ArrayNode all = parameters.request().putArray("tools");
      tools.forEach(tool -> all.add(tool(tool)));
    } else {
      parameters.refuseUnless(
          "tool_choice",
          choice -> choice.asText().equals("auto") || choice.asText().equals("none"),
          "it needs tools");
    }
  }

  /** What is not to be kept to strictly is so unless the body says otherwise. */
  private static JsonNode tool(JsonNode tool) {
    if (tool.path("function") instanceof ObjectNode function && !function.hasNonNull("strict")) {
      ObjectNode copy = tool.deepCopy();
      copy.withObject("/function").put("strict", false);
      return copy;
    }
    return tool;
  }

  private static JsonNode format(JsonNode format) {
    if (format.path("json_schema") instanceof ObjectNode schema && !schema.hasNonNull("strict")) {
      ObjectNode copy = format.deepCopy();
      copy.withObject("/json_schema").put("strict", false);
      return copy;
    }
    return format;
  }

  /** A call as it was answered, without what streams add to it. */
  private static ObjectNode call(JsonNode call, String field) {
    if (!(call instanceof ObjectNode given)) {
      throw new InvalidRequestException(field, field + " must be an object");
    }
    ObjectNode kept = given.deepCopy();
    kept.retain("id", "type", "function");
    return kept;
  }

  /** A turn: with the text of its parts, and without what no model reads. */
  private static ObjectNode message(JsonNode message, String field) {
    String sent = message.path("role").asText();
    String role = sent.equals("developer") ? "system" : sent;
    if (!ROLES.contains(role)) {
      throw new InvalidRequestException(
          field + ".role", field + ".role must be system, developer, user, assistant or tool");
    }
    ObjectNode turn = ((ObjectNode) message).objectNode().put("role", role);
    JsonNode content = message.path("content");
    if (!content.isNull() && !content.isMissingNode()) {
      turn.put("content", text(content, field + ".content"));
    }
    if (message.hasNonNull("audio") || message.hasNonNull("function_call")) {
      throw new InvalidRequestException(
          field, field + " holds audio or a function_call; send text and tool_calls");
    }
    if (message.hasNonNull("tool_calls") && !message.path("tool_calls").isEmpty()) {
      ArrayNode calls = turn.putArray("tool_calls");
      for (JsonNode call : message.get("tool_calls")) {
        calls.add(call(call, field + ".tool_calls[" + calls.size() + "]"));
      }
    }
    if (message.hasNonNull("tool_call_id")) {
      turn.set("tool_call_id", message.get("tool_call_id"));
    }
    return turn;
  }

  /**
   * The text of a content: a text, or a list of parts of text, which are lines.
   *
   * @throws InvalidRequestException for a part that is no text
   */
  public static String text(JsonNode content, String field) throws InvalidRequestException {
    if (content.isTextual()) {
      return content.textValue();
    }
    if (!content.isArray()) {
      throw new InvalidRequestException(
          field, field + " must be a text or a list of parts of text");
    }
    StringJoiner lines = new StringJoiner("\n");
    for (int i = 0; i < content.size(); i++) {
      JsonNode part = content.get(i);
      JsonNode text = part.has("refusal") ? part.path("refusal") : part.path("text");
      if (!text.isTextual()) {
        throw new InvalidRequestException(
            field + "[" + i + "]",
            field
                + "["
                + i
                + "] is of type "
                + part.path("type").asText("none")
                + "; the models here read text only");
      }
      lines.add(text.textValue());
    }
    return lines.toString();
  }
}

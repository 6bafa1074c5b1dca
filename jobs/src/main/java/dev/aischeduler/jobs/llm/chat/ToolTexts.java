package dev.aischeduler.jobs.llm.chat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Tools in plain words, for models whose template does not know them: the words of Qwen2.5's
 * template, in the system message, and calls and their results as texts of assistant and user.
 */
final class ToolTexts {
  private static final String DEFAULT_SYSTEM = "You are a helpful assistant.";

  private static final String DESCRIPTION =
      """


      # Tools

      You may call one or more functions to assist with the user query.

      You are provided with function signatures within <tools></tools> XML tags:
      <tools>
      TOOLS
      </tools>

      For each function call, return a json object with function name and arguments within \
      <tool_call></tool_call> XML tags:
      <tool_call>
      {"name": <function-name>, "arguments": <args-json-object>}
      </tool_call>""";

  private ToolTexts() {}

  /** The same conversation without anything that a template must know. */
  static List<ChatMessage> plain(List<ChatMessage> messages, List<JsonNode> tools) {
    List<ChatMessage> plain = new ArrayList<>();
    boolean system = !messages.isEmpty() && "system".equals(messages.get(0).role());
    if (!tools.isEmpty()) {
      String own = system ? messages.get(0).content() : DEFAULT_SYSTEM;
      plain.add(new ChatMessage("system", own + description(tools)));
    }
    for (ChatMessage message :
        messages.subList(system && !tools.isEmpty() ? 1 : 0, messages.size())) {
      plain.add(plain(message));
    }
    return plain;
  }

  private static ChatMessage plain(ChatMessage message) {
    if ("tool".equals(message.role())) {
      return new ChatMessage(
          "user", "<tool_response>\n" + message.content() + "\n</tool_response>");
    }
    StringBuilder text = new StringBuilder(or(message.content()));
    for (ToolCall call : message.calls()) {
      text.append(text.isEmpty() ? "" : "\n");
      text.append(CallText.of(call.name(), ToJson.write(call.argumentsJson())));
    }
    return new ChatMessage(message.role(), text.toString());
  }

  private static String or(@Nullable String text) {
    return text == null ? "" : text;
  }

  private static String description(List<JsonNode> tools) {
    String all = tools.stream().map(ToJson::write).collect(Collectors.joining("\n"));
    return DESCRIPTION.replace("TOOLS", all);
  }
}

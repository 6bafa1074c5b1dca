package dev.aischeduler.jobs.llm.chat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.hubspot.jinjava.Jinjava;
import com.hubspot.jinjava.JinjavaConfig;
import com.hubspot.jinjava.LegacyOverrides;
import com.hubspot.jinjava.interpret.RenderResult;
import com.hubspot.jinjava.interpret.TemplateError;
import dev.aischeduler.config.json.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * A model's own Jinja chat template, rendered with Hugging Face's settings (trim_blocks,
 * lstrip_blocks). Thread-safe.
 */
public final class ChatTemplate {
  private static final String CONFIG = "tokenizer_config.json";

  /** A template with both takes tools, and asks for calls in the form of {@link CallText}. */
  private static final Pattern TOOLS = Pattern.compile("\\btools\\b");

  private final Jinjava jinja;
  private final String source;
  private final String toolSource;
  private final Map<String, Object> specialTokens;

  private ChatTemplate(Sources sources, Map<String, Object> specialTokens) {
    this.jinja =
        new Jinjava(
            JinjavaConfig.newBuilder()
                .withTrimBlocks(true)
                .withLstripBlocks(true)
                .withKeepTrailingNewline(true)
                // Jinjava would otherwise run what users type as a template.
                .withNestedInterpretationEnabled(false)
                .withLegacyOverrides(
                    LegacyOverrides.newBuilder()
                        .withEvaluateMapKeys(true)
                        .withIterateOverMapKeys(true)
                        .withUsePyishObjectMapper(true)
                        .withUseNaturalOperatorPrecedence(true)
                        .withParseWhitespaceControlStrictly(true)
                        .build())
                .build());
    this.jinja.getGlobalContext().registerFilter(new ToJson());
    this.source = stripAroundDashes(sources.plain);
    this.toolSource = stripAroundDashes(sources.withTools);
    this.specialTokens = specialTokens;
  }

  /**
   * The text of a template.
   *
   * @param withTools for conversations with tools; mostly the same
   */
  private record Sources(String plain, String withTools) {
    boolean knowTools() {
      return TOOLS.matcher(withTools).find() && withTools.contains(CallText.MARKER);
    }
  }

  /**
   * Reads {@code chat_template.jinja}, or the template in {@code tokenizer_config.json} (of
   * several, the one named default).
   *
   * @throws IOException when the folder has no template, or it does not work on a plain question
   */
  public static ChatTemplate read(Path folder) throws IOException {
    JsonNode config = config(folder);
    Map<String, Object> special = new HashMap<>();
    for (String name : List.of("bos_token", "eos_token", "pad_token", "unk_token")) {
      JsonNode token = config.path(name);
      special.put(name, token.isObject() ? token.path("content").asText() : token.asText(""));
    }
    ChatTemplate template = new ChatTemplate(sources(folder, config), special);
    try {
      template.render(List.of(new ChatMessage("user", "hello")));
    } catch (ChatTemplateException e) {
      throw new IOException("the chat template in " + folder + " does not work", e);
    }
    return template;
  }

  private static JsonNode config(Path folder) throws IOException {
    return Json.mapper().readTree(folder.resolve(CONFIG).toFile());
  }

  private static Sources sources(Path folder, JsonNode config) throws IOException {
    Path own = folder.resolve("chat_template.jinja");
    if (Files.isRegularFile(own)) {
      String source = Files.readString(own, StandardCharsets.UTF_8);
      return new Sources(source, source);
    }
    JsonNode template = config.path("chat_template");
    JsonNode withTools = template;
    if (template.isArray()) {
      JsonNode all = template;
      template = named("default", all);
      withTools = named("tool_use", all);
    }
    if (!template.isTextual()) {
      throw new IOException(
          folder.resolve(CONFIG)
              + " has no chat_template; install an instruct (chat) model, not a base model");
    }
    String plain = template.asText();
    return new Sources(plain, withTools.asText(plain));
  }

  private static JsonNode named(String name, JsonNode templates) {
    JsonNode found = MissingNode.getInstance();
    for (JsonNode named : templates) {
      found = named.path("name").asText().equals(name) ? named.path("template") : found;
    }
    return found;
  }

  /**
   * Whether a model's template tells the model of tools and asks for calls in the form that is
   * understood; nothing is loaded.
   *
   * @throws IOException when the folder has no template
   */
  public static boolean knowsTools(Path folder) throws IOException {
    return sources(folder, config(folder)).knowTools();
  }

  /** As {@link #knowsTools(Path)}, of this template. */
  boolean knowsTools() {
    return new Sources(source, toolSource).knowTools();
  }

  /**
   * The prompt of a conversation, open for the assistant's answer.
   *
   * @throws ChatTemplateException when the template refuses the conversation
   */
  String render(List<ChatMessage> messages) throws ChatTemplateException {
    return render(messages, List.of());
  }

  /**
   * The prompt of a conversation with tools, open for the assistant's answer.
   *
   * @param tools as JSON; none for a template that does not know them
   * @throws ChatTemplateException when the template refuses the conversation
   */
  String render(List<ChatMessage> messages, List<JsonNode> tools) throws ChatTemplateException {
    Map<String, Object> bindings = new HashMap<>(specialTokens);
    bindings.put("messages", messages.stream().map(ChatTemplate::turn).toList());
    bindings.put("add_generation_prompt", true);
    if (!tools.isEmpty()) {
      bindings.put("tools", tools.stream().map(ChatTemplate::value).toList());
    }
    RenderResult result = jinja.renderForResult(tools.isEmpty() ? source : toolSource, bindings);
    for (TemplateError error : result.getErrors()) {
      if (error.getSeverity() == TemplateError.ErrorType.FATAL) {
        throw new ChatTemplateException(error.getMessage());
      }
    }
    return result.getOutput();
  }

  private static Map<String, Object> turn(ChatMessage message) {
    Map<String, Object> turn = new HashMap<>();
    turn.put("role", message.role());
    turn.put("content", message.content());
    List<Object> calls = new ArrayList<>();
    for (ToolCall call : message.calls()) {
      Map<String, Object> function = new HashMap<>();
      function.put("name", call.name());
      function.put("arguments", value(call.argumentsJson()));
      Map<String, Object> one = new HashMap<>();
      one.put("id", call.id());
      one.put("type", "function");
      one.put("function", function);
      calls.add(one);
    }
    if (!calls.isEmpty()) {
      turn.put("tool_calls", calls);
    }
    if (message.toolCallId() != null) {
      turn.put("tool_call_id", message.toolCallId());
    }
    return turn;
  }

  /** Maps and lists, as templates read them; with the keys in their order. */
  private static Object value(JsonNode json) {
    return Json.mapper().convertValue(json, Object.class);
  }

  // A dash inside the braces means "no white space on this side", which Jinjava only honours in
  // statements, not in expressions.
  private static String stripAroundDashes(String source) {
    return source.replaceAll("\\s*(\\{[{%])-", "$1").replaceAll("-([%}]\\})\\s*", "$1");
  }
}

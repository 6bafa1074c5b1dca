package dev.aischeduler.jobs.llm.chat;

import com.fasterxml.jackson.databind.JsonNode;
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

/**
 * A model's own Jinja chat template, rendered with Hugging Face's settings (trim_blocks,
 * lstrip_blocks). Thread-safe.
 */
public final class ChatTemplate {
  private final Jinjava jinja;
  private final String source;
  private final Map<String, Object> specialTokens;

  private ChatTemplate(String source, Map<String, Object> specialTokens) {
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
    this.source = stripAroundDashes(source);
    this.specialTokens = specialTokens;
  }

  /**
   * Reads {@code chat_template.jinja}, or the template in {@code tokenizer_config.json} (of
   * several, the one named default).
   *
   * @throws IOException when the folder has no template, or it does not work on a plain question
   */
  public static ChatTemplate read(Path folder) throws IOException {
    Path file = folder.resolve("tokenizer_config.json");
    JsonNode config = Json.mapper().readTree(file.toFile());
    Map<String, Object> special = new HashMap<>();
    for (String name : List.of("bos_token", "eos_token", "pad_token", "unk_token")) {
      JsonNode token = config.path(name);
      special.put(name, token.isObject() ? token.path("content").asText() : token.asText(""));
    }
    ChatTemplate template = new ChatTemplate(source(folder, file, config), special);
    try {
      template.render(List.of(new ChatMessage("user", "hello")));
    } catch (ChatTemplateException e) {
      throw new IOException("the chat template in " + folder + " does not work", e);
    }
    return template;
  }

  private static String source(Path folder, Path file, JsonNode config) throws IOException {
    Path own = folder.resolve("chat_template.jinja");
    if (Files.isRegularFile(own)) {
      return Files.readString(own, StandardCharsets.UTF_8);
    }
    JsonNode template = config.path("chat_template");
    for (JsonNode named : template) {
      if (named.path("name").asText().equals("default")) {
        template = named.path("template");
      }
    }
    if (!template.isTextual()) {
      throw new IOException(
          file + " has no chat_template; install an instruct (chat) model, not a base model");
    }
    return template.asText();
  }

  /**
   * The prompt of a conversation, open for the assistant's answer.
   *
   * @throws ChatTemplateException when the template refuses the conversation
   */
  String render(List<ChatMessage> messages) throws ChatTemplateException {
    List<Map<String, Object>> turns = new ArrayList<>();
    for (ChatMessage message : messages) {
      Map<String, Object> turn = new HashMap<>();
      turn.put("role", message.role());
      turn.put("content", message.content());
      turns.add(turn);
    }
    Map<String, Object> bindings = new HashMap<>(specialTokens);
    bindings.put("messages", turns);
    bindings.put("add_generation_prompt", true);
    RenderResult result = jinja.renderForResult(source, bindings);
    for (TemplateError error : result.getErrors()) {
      if (error.getSeverity() == TemplateError.ErrorType.FATAL) {
        throw new ChatTemplateException(error.getMessage());
      }
    }
    return result.getOutput();
  }

  // A dash inside the braces means "no white space on this side", which Jinjava only honours in
  // statements, not in expressions.
  private static String stripAroundDashes(String source) {
    return source.replaceAll("\\s*(\\{[{%])-", "$1").replaceAll("-([%}]\\})\\s*", "$1");
  }
}

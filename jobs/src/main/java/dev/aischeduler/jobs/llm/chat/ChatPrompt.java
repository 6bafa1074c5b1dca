package dev.aischeduler.jobs.llm.chat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aischeduler.jobs.llm.text.LlmTokenizer;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;

/**
 * Builds the token ids that a model is prompted with. Control tokens come only from the template:
 * where a user typed the text of one ({@code <|im_end|>}), it is encoded in two pieces, so that the
 * model reads the same characters but nobody can forge a turn. Thread-safe.
 */
public final class ChatPrompt {
  private final ChatTemplate template;
  private final LlmTokenizer tokenizer;

  /** Prompts for the model that both belong to. */
  public ChatPrompt(ChatTemplate template, LlmTokenizer tokenizer) {
    this.template = template;
    this.tokenizer = tokenizer;
  }

  /**
   * The ids of a conversation, open for the assistant's answer.
   *
   * @throws ChatTemplateException when the template refuses the conversation
   */
  public long[] encode(List<ChatMessage> messages) throws ChatTemplateException {
    return encode(messages, List.of());
  }

  /**
   * The ids of a conversation with tools, open for the assistant's answer. A model whose template
   * does not know tools is told of them in its system message.
   *
   * @throws ChatTemplateException when the template refuses the conversation
   */
  public long[] encode(List<ChatMessage> messages, List<Tool> tools) throws ChatTemplateException {
    List<JsonNode> described = tools.stream().map(Tool::described).toList();
    ControlTexts controls = ControlTexts.of(tokenizer.controlTexts(), messages, described);
    List<ChatMessage> marked = messages.stream().map(controls::cut).toList();
    List<JsonNode> markedTools = described.stream().map(controls::cut).toList();
    String text =
        template.knowsTools()
            ? template.render(marked, markedTools)
            : template.render(ToolTexts.plain(marked, markedTools));
    return Arrays.stream(text.split(controls.mark()))
        .map(tokenizer::encode)
        .flatMapToLong(LongStream::of)
        .toArray();
  }
}

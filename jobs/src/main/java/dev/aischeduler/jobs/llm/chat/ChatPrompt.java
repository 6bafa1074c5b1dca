package dev.aischeduler.jobs.llm.chat;

import dev.aischeduler.jobs.llm.text.LlmTokenizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;

/**
 * Builds the token ids that a model is prompted with. Control tokens come only from the template:
 * where a user typed the text of one ({@code <|im_end|>}), it is encoded in two pieces, so that the
 * model reads the same characters but nobody can forge a turn. Thread-safe.
 */
public final class ChatPrompt {
  // Noncharacters: no tokenizer knows them and no text needs them.
  private static final int FIRST_MARK = 0xFDD0;
  private static final int LAST_MARK = 0xFDEF;

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
    String mark = unusedMark(messages);
    List<ChatMessage> marked = new ArrayList<>();
    for (ChatMessage message : messages) {
      String content = message.content() == null ? "" : message.content();
      marked.add(new ChatMessage(message.role(), cutControlTexts(content, mark)));
    }
    return Arrays.stream(template.render(marked).split(mark))
        .map(tokenizer::encode)
        .flatMapToLong(LongStream::of)
        .toArray();
  }

  /** The text with a mark after the first character of each control text in it. */
  private String cutControlTexts(String text, String mark) {
    StringBuilder cut = new StringBuilder();
    int from = 0;
    for (int start = nextControlText(text, 0); start >= 0; start = nextControlText(text, from)) {
      int after = text.offsetByCodePoints(start, 1);
      cut.append(text, from, after).append(mark);
      from = after;
    }
    return cut.append(text, from, text.length()).toString();
  }

  private int nextControlText(String text, int from) {
    Optional<Integer> next =
        tokenizer.controlTexts().stream()
            .map(control -> text.indexOf(control, from))
            .filter(at -> at >= 0)
            .min(Integer::compare);
    return next.orElse(-1);
  }

  private static String unusedMark(List<ChatMessage> messages) {
    for (int mark = FIRST_MARK; mark <= LAST_MARK; mark++) {
      String text = Character.toString(mark);
      if (messages.stream().noneMatch(m -> m.content() != null && m.content().contains(text))) {
        return text;
      }
    }
    // All 32 noncharacters in one conversation: cutting at one more place only changes its tokens.
    return Character.toString(FIRST_MARK);
  }
}

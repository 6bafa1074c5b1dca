package dev.aischeduler.jobs.llm;

import dev.aischeduler.jobs.llm.chat.CallText;
import dev.aischeduler.jobs.llm.chat.ChatMessage;
import dev.aischeduler.jobs.llm.chat.Tool;
import dev.aischeduler.jobs.llm.grammar.Rule;
import dev.aischeduler.jobs.llm.grammar.SchemaException;
import dev.aischeduler.jobs.llm.sampling.Sampling;
import dev.aischeduler.jobs.llm.text.MarkedTail;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A complete request as the model is asked.
 *
 * @param messages the conversation, oldest first
 * @param tools those that the model is told of
 * @param seed of the random numbers
 * @param maxTokens longest answer; less when the context is full before
 * @param stops texts that end the answer
 * @param grammar what the answer must be; null for any text
 * @param callMarker finds calls of tools in the answer
 */
record Question(
    List<ChatMessage> messages,
    List<Tool> tools,
    Sampling sampling,
    long seed,
    int maxTokens,
    List<String> stops,
    @Nullable Rule grammar,
    MarkedTail callMarker) {

  /**
   * What a request asks.
   *
   * @param request completed by {@link LlmRequestRules}
   * @throws IllegalStateException when it is not complete
   */
  static Question of(LlmRequest request, long seed) {
    AnswerFormat format = AnswerFormat.of(request);
    return new Question(
        conversation(request),
        format.tools(),
        new Sampling(
            Objects.requireNonNull(request.temperature()),
            Objects.requireNonNull(request.topP()),
            Objects.requireNonNull(request.topK()),
            Objects.requireNonNull(request.repetitionPenalty())),
        seed,
        Objects.requireNonNull(request.maxTokens()),
        List.copyOf(Objects.requireNonNull(request.stop())),
        grammar(format),
        format.tools().isEmpty()
            ? MarkedTail.none()
            : new MarkedTail(CallText.MARKER, format.isJson()));
  }

  private static @Nullable Rule grammar(AnswerFormat format) {
    try {
      return format.grammar();
    } catch (SchemaException e) {
      throw new IllegalStateException("a schema was not checked at the submission", e);
    }
  }

  private static List<ChatMessage> conversation(LlmRequest request) {
    List<ChatMessage> messages = new ArrayList<>();
    if (request.system() != null) {
      messages.add(new ChatMessage("system", request.system()));
    }
    if (request.messages() != null) {
      request.messages().forEach(m -> messages.add(Objects.requireNonNull(m)));
    } else {
      messages.add(new ChatMessage("user", request.prompt()));
    }
    return messages;
  }
}

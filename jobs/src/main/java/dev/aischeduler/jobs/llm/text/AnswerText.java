package dev.aischeduler.jobs.llm.text;

import dev.aischeduler.engine.task.TaskContext;
import java.util.List;
import java.util.Map;

/**
 * The growing text of an answer: tokens in, live {@code token} events out, stop texts and calls of
 * tools held back. The text is exactly the emitted pieces in order. Confined to one thread.
 */
public final class AnswerText {
  private final StreamingText streaming;
  private final StopMatcher stops;
  private final MarkedTail calls;
  private final TaskContext context;
  private final StringBuilder text = new StringBuilder();
  private int pieces;

  /**
   * No text yet.
   *
   * @param stops texts that end the answer; none is empty
   * @param calls finds where calls of tools begin
   * @param context gets the events
   */
  public AnswerText(
      LlmTokenizer tokenizer, List<String> stops, MarkedTail calls, TaskContext context) {
    this.streaming = new StreamingText(tokenizer);
    this.stops = new StopMatcher(stops);
    this.calls = calls;
    this.context = context;
  }

  /** Takes a token; true when a stop text ended the answer. */
  public boolean append(long token) {
    emit(calls.feed(stops.feed(streaming.append(token))));
    return stops.matched();
  }

  /** Emits what was held back, unless a stop text ended the answer, and returns the whole text. */
  public String finish() {
    if (!stops.matched()) {
      emit(calls.feed(stops.feed(streaming.finish())));
      emit(calls.feed(stops.finish()));
    }
    emit(calls.finish());
    return text.toString();
  }

  /** What follows the text, from the first call of a tool on; empty when there is none. */
  public String calls() {
    return calls.tail();
  }

  private void emit(String piece) {
    if (!piece.isEmpty()) {
      text.append(piece);
      context.emit("token", Map.of("text", piece, "index", pieces++));
    }
  }
}

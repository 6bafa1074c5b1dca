package dev.aischeduler.jobs.llm;

import dev.aischeduler.engine.task.TaskContext;
import dev.aischeduler.engine.trace.TraceSpan;

/**
 * Shows an answer in the job's trace in two parts: {@code prefill} until its first token, waiting
 * for a place in the model's batch included, and {@code decode}. Used by one thread.
 */
final class AnswerTrace implements AutoCloseable {
  private final TaskContext context;
  private TraceSpan part;
  private boolean decodes;

  /** The prompt is handed to the model. */
  AnswerTrace(TaskContext context, int promptTokens) {
    this.context = context;
    this.part = context.part("prefill").put("gen_ai.usage.input_tokens", promptTokens);
  }

  /** The first token is there. */
  void decodes() {
    part.close();
    part = context.part("decode");
    decodes = true;
  }

  /** The last token is there. */
  void answered(Completion completion) {
    if (decodes) {
      part.put("gen_ai.usage.output_tokens", completion.completionTokens())
          .put("ai_scheduler.tokens_per_second", completion.tokensPerSecond());
    }
  }

  /** Ends the part that is open. */
  @Override
  public void close() {
    part.close();
  }
}

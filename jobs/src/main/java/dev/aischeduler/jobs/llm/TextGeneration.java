package dev.aischeduler.jobs.llm;

import ai.onnxruntime.OrtException;
import dev.aischeduler.engine.task.PermanentTaskException;
import dev.aischeduler.engine.task.TaskContext;
import dev.aischeduler.engine.task.TaskStoppedException;
import dev.aischeduler.jobs.model.RunInterrupt;
import java.util.List;

/**
 * The decode loop of one answer: read the prompt in chunks, then draw and read one token at a time.
 * Runs on the calling thread; any number may run at once over one model.
 */
final class TextGeneration {
  private static final int PROGRESS_EVERY = 8;

  private final LlmModel model;
  private final TaskContext context;

  TextGeneration(LlmModel model, TaskContext context) {
    this.model = model;
    this.context = context;
  }

  /**
   * Answers a conversation.
   *
   * @param maxTokens longest answer; less when the context is full before
   * @throws PermanentTaskException when the prompt does not fit or the template refuses it
   * @throws TaskStoppedException when the attempt must stop; a run under way is interrupted
   * @throws OrtException when the model cannot be run
   */
  Completion answer(
      List<ChatMessage> messages, Sampling sampling, long seed, int maxTokens, List<String> stops)
      throws PermanentTaskException, TaskStoppedException, OrtException {
    long start = System.nanoTime();
    long[] prompt = prompt(messages);
    int budget = Math.min(maxTokens, model.config().contextTokens() - prompt.length);
    AnswerText text = new AnswerText(model.tokenizer(), stops, context);
    TokenSampler sampler = new TokenSampler(sampling, seed, prompt);
    try (RunInterrupt interrupt = new RunInterrupt();
        DecoderSession decoder = model.open(interrupt)) {
      context.onStop(interrupt::stop);
      int token = sampler.next(readPrompt(decoder, prompt));
      long first = System.nanoTime();
      int count = 0;
      String reason = "stop";
      long[] next = new long[1];
      while (!model.config().endTokens().contains(token)) {
        count++;
        if (text.append(token)) {
          break;
        }
        if (count == budget) {
          reason = "length";
          break;
        }
        progress(count, budget);
        context.checkCancelled();
        next[0] = token;
        token = sampler.next(decoder.read(next, 0, 1));
      }
      long end = System.nanoTime();
      return new Completion(
          text.finish(),
          reason,
          prompt.length,
          count,
          (first - start) / 1_000_000,
          count > 1 ? (count - 1) * 1e9 / (end - first) : count * 1e9 / (end - start));
    } catch (OrtException e) {
      // An interrupted run fails too; then the reason is the stop, not the model.
      context.checkCancelled();
      throw e;
    }
  }

  private long[] prompt(List<ChatMessage> messages) throws PermanentTaskException {
    long[] ids;
    try {
      ids = model.prompt().encode(messages);
    } catch (ChatTemplateException e) {
      throw new PermanentTaskException(
          "the chat template of model "
              + model.folder().name()
              + " refuses these messages ("
              + e.getMessage()
              + "); change their roles or order");
    }
    int context = model.config().contextTokens();
    if (ids.length >= context) {
      throw new PermanentTaskException(
          "the prompt has "
              + ids.length
              + " tokens, but the context of model "
              + model.folder().name()
              + " is "
              + context
              + " tokens for prompt and answer; shorten it by at least "
              + (ids.length - context + 1)
              + " tokens or use a model with a longer context");
    }
    return ids;
  }

  private float[] readPrompt(DecoderSession decoder, long[] prompt)
      throws OrtException, TaskStoppedException {
    int chunk = model.chunk();
    float[] logits = {};
    for (int from = 0; from < prompt.length; from += chunk) {
      context.checkCancelled();
      logits = decoder.read(prompt, from, Math.min(prompt.length, from + chunk));
    }
    return logits;
  }

  private void progress(int count, int budget) {
    if (count % PROGRESS_EVERY == 1) {
      context.progress((double) count / budget, "token " + count + " of at most " + budget);
    }
  }
}

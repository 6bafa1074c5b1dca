package dev.aischeduler.jobs.llm;

import ai.onnxruntime.OrtException;
import dev.aischeduler.engine.task.PermanentTaskException;
import dev.aischeduler.engine.task.TaskContext;
import dev.aischeduler.engine.task.TaskStoppedException;
import dev.aischeduler.jobs.llm.batch.Sequence;
import dev.aischeduler.jobs.llm.chat.ChatTemplateException;
import dev.aischeduler.jobs.llm.chat.ToolCall;
import dev.aischeduler.jobs.llm.grammar.GrammarFilter;
import dev.aischeduler.jobs.llm.grammar.Rule;
import dev.aischeduler.jobs.llm.sampling.TokenSampler;
import dev.aischeduler.jobs.llm.text.AnswerText;
import dev.aischeduler.jobs.llm.text.TokenBytes;
import dev.aischeduler.jobs.llm.tool.CallReader;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One answer: encodes the prompt, hands it to the model's thread, and turns the tokens that come
 * back into text. Runs on the calling thread; any number may run at once over one model.
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
   * Answers a question.
   *
   * @throws PermanentTaskException when the prompt does not fit, the template refuses it, or the
   *     model's vocabulary cannot be kept within a format
   * @throws TaskStoppedException when the attempt must stop; a run under way is interrupted
   * @throws OrtException when the model cannot be run
   * @throws InterruptedException when the thread is interrupted without a stop
   */
  Completion answer(Question question)
      throws PermanentTaskException, TaskStoppedException, OrtException, InterruptedException {
    long start = System.nanoTime();
    long[] prompt = prompt(question);
    int budget = Math.min(question.maxTokens(), model.config().contextTokens() - prompt.length);
    AnswerText text =
        new AnswerText(model.tokenizer(), question.stops(), question.callMarker(), context);
    GrammarFilter filter = filter(question, budget);
    TokenSampler sampler = new TokenSampler(question.sampling(), question.seed(), prompt, filter);
    Sequence sequence =
        new Sequence(prompt, budget, context.priority(), sampler, model.config().endTokens());
    context.checkCancelled();
    context.onStop(sequence::cancel);
    try (AnswerTrace trace = new AnswerTrace(context, prompt.length)) {
      model.answer(sequence);
      Completion completion = read(sequence, text, filter, start, trace);
      trace.answered(completion);
      return completion;
    } catch (InterruptedException | OrtException e) {
      // A stop interrupts the thread and the run; then the stop is reported, not the interruption.
      context.checkCancelled();
      throw e;
    } finally {
      sequence.cancel();
    }
  }

  private @Nullable GrammarFilter filter(Question question, int budget)
      throws PermanentTaskException {
    Rule rule = question.grammar();
    if (rule == null) {
      return null;
    }
    try {
      TokenBytes tokens = model.tokenizer().tokenBytes();
      return new GrammarFilter(rule, tokens, model.config().endTokens(), budget);
    } catch (IOException e) {
      throw new PermanentTaskException(String.valueOf(e.getMessage()));
    }
  }

  private Completion read(
      Sequence sequence,
      AnswerText text,
      @Nullable GrammarFilter filter,
      long start,
      AnswerTrace trace)
      throws InterruptedException, OrtException, TaskStoppedException {
    int prompt = sequence.prompt().length;
    int budget = sequence.reach() - prompt;
    int count = 0;
    long first = 0;
    boolean stopped = false;
    for (int token = sequence.take();
        token != Sequence.END && !stopped;
        token = stopped ? Sequence.END : sequence.take()) {
      if (count++ == 0) {
        first = System.nanoTime();
        trace.decodes();
      }
      stopped = text.append(token);
      if (!stopped) {
        progress(count, budget);
        context.checkCancelled();
      }
    }
    context.checkCancelled();
    long end = System.nanoTime();
    first = count == 0 ? end : first;
    String content = text.finish();
    List<ToolCall> calls = CallReader.read(text.calls(), context.jobId());
    // An answer that its format ended with the last token is whole.
    boolean cut = !stopped && count == budget && (filter == null || !filter.whole());
    return new Completion(
        content,
        calls,
        cut ? "length" : calls.isEmpty() ? "stop" : "tool_calls",
        prompt,
        count,
        (first - start) / 1_000_000,
        count > 1 ? (count - 1) * 1e9 / (end - first) : count * 1e9 / (end - start));
  }

  private long[] prompt(Question question) throws PermanentTaskException {
    long[] ids;
    try {
      ids = model.prompt().encode(question.messages(), question.tools());
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

  private void progress(int count, int budget) {
    if (count % PROGRESS_EVERY == 1) {
      context.progress((double) count / budget, "token " + count + " of at most " + budget);
    }
  }
}

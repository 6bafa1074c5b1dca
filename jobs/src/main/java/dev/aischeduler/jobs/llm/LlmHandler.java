package dev.aischeduler.jobs.llm;

import dev.aischeduler.config.Settings;
import dev.aischeduler.config.TaskType;
import dev.aischeduler.engine.task.BatchEndpoint;
import dev.aischeduler.engine.task.HandlerStatus;
import dev.aischeduler.engine.task.InvalidRequestException;
import dev.aischeduler.engine.task.TaskContext;
import dev.aischeduler.engine.task.TaskHandler;
import dev.aischeduler.engine.task.TaskResult;
import dev.aischeduler.jobs.model.ModelCatalogue;
import dev.aischeduler.jobs.model.ModelFolder;
import dev.aischeduler.jobs.model.OnnxRuntime;
import dev.aischeduler.jobs.model.cache.ModelCache;
import dev.aischeduler.jobs.model.cache.ModelPool;
import dev.aischeduler.jobs.task.Seeds;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * Runs {@code llm} jobs. The configured engine's model is pinned; a model that is not in memory is
 * loaded when a request names it. Thread-safe.
 */
public final class LlmHandler implements TaskHandler<LlmRequest> {
  private final ModelCatalogue catalogue;
  private final LlmRequestRules rules;
  private final ModelPool<LlmModel> models;

  /**
   * Loads nothing yet.
   *
   * @param cache keeps the models
   */
  public LlmHandler(
      Settings settings, ModelCatalogue catalogue, OnnxRuntime runtime, ModelCache cache) {
    this.catalogue = catalogue;
    this.rules = new LlmRequestRules(settings, catalogue);
    this.models =
        new ModelPool<>(
            LlmTask.TYPE,
            settings.engines().of(LlmTask.TYPE),
            catalogue,
            new LlmLoader(runtime, settings.lanes().of(LlmTask.TYPE)),
            cache);
  }

  /** Its models. */
  public ModelPool<?> models() {
    return models;
  }

  @Override
  public TaskType type() {
    return LlmTask.TYPE;
  }

  @Override
  public Class<LlmRequest> requestType() {
    return LlmRequest.class;
  }

  /** {@inheritDoc} */
  @Override
  public LlmRequest validate(LlmRequest request) throws InvalidRequestException {
    return rules.complete(request);
  }

  /** {@inheritDoc} Characters of what is read, tokens of the longest answer. */
  @Override
  public Map<String, Long> work(LlmRequest request) {
    long characters = MessageRules.length(request.system());
    characters += MessageRules.length(request.prompt());
    if (request.messages() != null) {
      characters +=
          request.messages().stream()
              .filter(Objects::nonNull)
              .mapToLong(message -> MessageRules.length(message.content()))
              .sum();
    }
    Map<String, Long> work = new LinkedHashMap<>();
    work.put("prompt_chars", characters);
    work.put("max_tokens", (long) Objects.requireNonNull(request.maxTokens()));
    return work;
  }

  /**
   * Answers a request that {@link #validate} has completed. The result holds {@code text,
   * tool_calls (when there are any), model, requested_model, miniature, finish_reason, usage,
   * tokens_per_second, ttft_ms, seed}; pieces of text go out as {@code token} events with {@code
   * text} and a running {@code index}.
   */
  @Override
  public TaskResult run(LlmRequest request, TaskContext context) throws Exception {
    String requested = Objects.requireNonNull(request.model());
    long seed = request.seed() == null ? Seeds.of(context) : request.seed();
    return models.use(
        catalogue.resolve(LlmTask.TYPE, requested),
        context,
        model -> {
          Completion completion =
              new TextGeneration(model, context).answer(Question.of(request, seed));
          context.produced("tokens", completion.completionTokens());
          return result(completion, model.folder(), requested, seed);
        });
  }

  private static TaskResult result(
      Completion completion, ModelFolder folder, String requested, long seed) {
    Map<String, Object> usage = new LinkedHashMap<>();
    usage.put("prompt_tokens", completion.promptTokens());
    usage.put("completion_tokens", completion.completionTokens());
    usage.put("total_tokens", completion.promptTokens() + completion.completionTokens());
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("text", completion.text());
    if (!completion.toolCalls().isEmpty()) {
      values.put("tool_calls", completion.toolCalls());
    }
    values.put("model", folder.name());
    values.put("requested_model", requested);
    values.put("miniature", folder.miniature());
    values.put("finish_reason", completion.finishReason());
    values.put("usage", usage);
    values.put("tokens_per_second", Math.round(completion.tokensPerSecond() * 10) / 10.0);
    values.put("ttft_ms", completion.firstTokenMs());
    values.put("seed", seed);
    return new TaskResult(values);
  }

  @Override
  public BatchEndpoint batchEndpoint() {
    return ChatBatchLine.endpoint();
  }

  @Override
  public HandlerStatus status() {
    return models.status();
  }
}

package dev.aischeduler.jobs.llm;

import dev.aischeduler.config.LaneOption;
import dev.aischeduler.config.TaskType;
import dev.aischeduler.config.TaskTypeSpec;
import dev.aischeduler.jobs.model.ModelLayout;
import dev.aischeduler.jobs.task.TaskModule;
import java.util.List;

/** The task type {@code llm}: text by a language model. */
public final class LlmTask implements TaskModule {
  /** Its name. */
  public static final TaskType TYPE = new TaskType("llm");

  /** Most conversations that one model decodes together. */
  static final String MAX_BATCH = "max_batch";

  /** Most tokens, prompts and answers, that a batch holds. */
  static final String MAX_BATCH_TOKENS = "max_batch_tokens";

  @Override
  public TaskTypeSpec spec() {
    return new TaskTypeSpec(
        TYPE,
        "Language model",
        "gpu",
        new TaskTypeSpec.LaneDefaults(7, 8, 300),
        "qwen2.5",
        70,
        List.of(
            new LaneOption(
                MAX_BATCH,
                8,
                1,
                256,
                "Most conversations that a model answers in one running batch;"
                    + " lanes.llm.max_concurrent must be as large to fill it."),
            new LaneOption(
                MAX_BATCH_TOKENS,
                8192,
                64,
                10_000_000,
                "Most tokens that a batch makes room for: conversations times the longest prompt"
                    + " and answer; a longer conversation runs alone.")));
  }

  @Override
  public Endpoint endpoint() {
    return new Endpoint("generate", true, true);
  }

  @Override
  public ModelLayout layout() {
    return new LlmLayout();
  }

  @Override
  public Served open(Parts parts) {
    LlmHandler handler =
        new LlmHandler(parts.settings(), parts.catalogue(), parts.runtime(), parts.cache());
    return new Served(handler, handler.models(), () -> {});
  }
}

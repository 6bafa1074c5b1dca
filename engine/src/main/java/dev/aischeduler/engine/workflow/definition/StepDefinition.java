package dev.aischeduler.engine.workflow.definition;

import dev.aischeduler.config.TaskType;
import dev.aischeduler.engine.submission.Submission;
import dev.aischeduler.engine.workflow.template.Template;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A step of a workflow.
 *
 * @param needs steps that must be over before it begins: those that it names, and those whose
 *     results it uses
 * @param when it is skipped unless this holds; null for always
 * @param forEach a list, for each element of which it is done once; null for a single time
 * @param limit most of its jobs that are not over at the same time; 0 for no limit
 * @param priority of its jobs, 0..9; null for the lane's
 * @param timeoutS seconds that an attempt of its jobs may take; null for the lane's
 * @param maxAttempts of its jobs; null for the lane's
 * @param retry waits between attempts; null for the lane's
 * @param onFailure what happens when it failed
 * @param fallback the step that is done in its place when it failed; null for none
 */
public record StepDefinition(
    String name,
    Work work,
    Set<String> needs,
    @Nullable Template when,
    @Nullable Template forEach,
    int limit,
    @Nullable Integer priority,
    @Nullable Integer timeoutS,
    @Nullable Integer maxAttempts,
    Submission.@Nullable RetryTerms retry,
    OnFailure onFailure,
    @Nullable String fallback) {

  /** What a step does. */
  public sealed interface Work {
    /** What the fields of the step call it. */
    String kind();
  }

  /**
   * Jobs of a task type.
   *
   * @param request as that type takes it
   */
  public record JobWork(TaskType type, Template request) implements Work {
    @Override
    public String kind() {
      return type.wireName();
    }
  }

  /**
   * Work that is no job, such as a page.
   *
   * @param kind its name
   * @param settings what it is told
   */
  public record ActionWork(String kind, Template settings) implements Work {}

  /** What happens when a step failed. */
  public enum OnFailure {
    /** Nothing further is begun, and the workflow fails. */
    FAIL,
    /** The workflow goes on as if the step had succeeded, without a result of it. */
    CONTINUE,
    /** Another step is done in its place. */
    FALLBACK
  }
}

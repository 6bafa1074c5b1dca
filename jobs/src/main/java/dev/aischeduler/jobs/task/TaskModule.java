package dev.aischeduler.jobs.task;

import dev.aischeduler.config.Settings;
import dev.aischeduler.config.TaskType;
import dev.aischeduler.config.TaskTypeSpec;
import dev.aischeduler.config.loading.ResolvedSettings;
import dev.aischeduler.config.loading.SettingProblem;
import dev.aischeduler.engine.task.TaskHandler;
import dev.aischeduler.engine.workflow.step.StepAction;
import dev.aischeduler.jobs.heap.HeapBudget;
import dev.aischeduler.jobs.model.ModelCatalogue;
import dev.aischeduler.jobs.model.ModelLayout;
import dev.aischeduler.jobs.model.OnnxRuntime;
import dev.aischeduler.jobs.model.cache.ModelCache;
import dev.aischeduler.jobs.model.cache.ModelPool;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A task type, as its package provides it: name and settings, endpoint, layout of its models, and
 * the handler that runs its jobs. Stateless.
 */
public interface TaskModule {

  /** Name, lane and settings. */
  TaskTypeSpec spec();

  /** Where and how its jobs are submitted. */
  Endpoint endpoint();

  /** Which files its models consist of; null for a type without models. */
  default @Nullable ModelLayout layout() {
    return null;
  }

  /** Kinds of steps of workflows that work on what its jobs made, without being jobs. */
  default List<StepAction> stepActions() {
    return List.of();
  }

  /** What is wrong with settings that only this type understands, each with the remedy. */
  default List<SettingProblem> problems(ResolvedSettings settings) {
    return List.of();
  }

  /**
   * Creates the handler of its jobs on a node; loads nothing yet.
   *
   * @param parts of the node that all types share
   */
  Served open(Parts parts);

  /** The name. */
  default TaskType type() {
    return spec().type();
  }

  /**
   * How a task type is submitted.
   *
   * @param action what its jobs do, the last part of the path {@code /api/v1/<type>/<action>}
   * @param waits true when callers who do not say wait for the result; false answers at once,
   *     unless the result itself was asked for by {@code Accept}
   * @param streams whether {@code "stream": true} sends its tokens as they come
   */
  record Endpoint(String action, boolean waits, boolean streams) {}

  /**
   * The parts of a node that all types share.
   *
   * @param runtime opens models
   * @param cache loads and keeps them
   * @param heap limits the Java heap that results of running jobs use
   */
  record Parts(
      Settings settings,
      ModelCatalogue catalogue,
      OnnxRuntime runtime,
      ModelCache cache,
      HeapBudget heap) {}

  /**
   * The handler of a type on a node.
   *
   * @param models its models; null for a type without any
   * @param close frees threads; called when no job runs any more
   */
  record Served(TaskHandler<?> handler, @Nullable ModelPool<?> models, Runnable close) {
    /** A type without models and threads of its own. */
    public Served(TaskHandler<?> handler) {
      this(handler, null, () -> {});
    }
  }
}

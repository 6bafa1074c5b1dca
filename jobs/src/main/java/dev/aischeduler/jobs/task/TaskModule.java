package dev.aischeduler.jobs.task;

import dev.aischeduler.config.Settings;
import dev.aischeduler.config.TaskType;
import dev.aischeduler.config.TaskTypeSpec;
import dev.aischeduler.engine.task.TaskHandler;
import dev.aischeduler.jobs.heap.HeapBudget;
import dev.aischeduler.jobs.model.ModelCatalogue;
import dev.aischeduler.jobs.model.ModelLayout;
import dev.aischeduler.jobs.model.OnnxRuntime;
import dev.aischeduler.jobs.model.cache.ModelCache;
import dev.aischeduler.jobs.model.cache.ModelPool;
import org.jspecify.annotations.Nullable;

/**
 * All that a task type consists of, offered by its package: what the settings and the queue must
 * know, where it is submitted, and what runs its jobs. Stateless.
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

  /**
   * Makes what runs its jobs on a node; loads nothing yet.
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
   * What the types of a node share.
   *
   * @param runtime opens models
   * @param cache keeps them
   * @param heap what the results of running jobs may hold of the Java heap
   */
  record Parts(
      Settings settings,
      ModelCatalogue catalogue,
      OnnxRuntime runtime,
      ModelCache cache,
      HeapBudget heap) {}

  /**
   * What runs the jobs of a type on a node.
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

package dev.aischeduler.engine.task;

import dev.aischeduler.config.TaskType;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Runs the jobs of one task type. Implementations are thread-safe: a lane runs several jobs at
 * once.
 *
 * @param <R> the request: a record that {@link dev.aischeduler.config.json.Json} reads and writes
 */
public interface TaskHandler<R extends Record> {

  /** The task type served. */
  TaskType type();

  /** The request's class; its JSON keys are the record's components in snake_case. */
  Class<R> requestType();

  /**
   * Checks a request at submission and fills in defaults, so that what is stored is exactly what
   * will run. Cheap: runs on the caller's thread and loads no model.
   *
   * @throws InvalidRequestException names the field and the remedy
   */
  R validate(R request) throws InvalidRequestException;

  /**
   * Runs one attempt on the calling thread. Calls {@link TaskContext#checkCancelled()} between
   * model steps and returns the result document; bytes go through {@link TaskContext#artifact}.
   *
   * @throws Exception any failure; {@link PermanentTaskException} is not retried
   */
  TaskResult run(R request, TaskContext context) throws Exception;

  /**
   * How much a request that {@link #validate} has completed asks for at most, in the units of its
   * type, such as tokens or pixels: what its costs grow with. Cheap, and loads no model.
   *
   * @return snake_case keys, in the order to show them; empty for a type that cannot tell
   */
  default Map<String, Long> work(R request) {
    return Map.of();
  }

  /** Tells what a request would do; null for a type that cannot. */
  default @Nullable TaskPreview<R> preview() {
    return null;
  }

  /** Which lines of an OpenAI batch are its requests; null for none. */
  default @Nullable BatchEndpoint batchEndpoint() {
    return null;
  }

  /** Whether jobs can run now, and on which model. Never blocks. */
  HandlerStatus status();
}

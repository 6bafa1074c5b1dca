package dev.aischeduler.engine.task;

import java.util.Map;

/**
 * Tells what a job would do, without a job and without a model. Thread-safe.
 *
 * @param <R> the request, as the type's handler takes it
 */
@FunctionalInterface
public interface TaskPreview<R extends Record> {

  /**
   * What a request would do. Runs on the caller's thread.
   *
   * @return snake_case keys, values that JSON can write, in the order to show them
   * @throws InvalidRequestException as for a submission: names the field and the remedy
   */
  Map<String, Object> of(R request) throws InvalidRequestException;
}

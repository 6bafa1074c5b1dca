package dev.aischeduler.engine.device;

import dev.aischeduler.config.TaskType;
import dev.aischeduler.engine.task.BatchEndpoint;
import dev.aischeduler.engine.task.HandlerStatus;
import dev.aischeduler.engine.task.InvalidRequestException;
import dev.aischeduler.engine.task.TaskContext;
import dev.aischeduler.engine.task.TaskHandler;
import dev.aischeduler.engine.task.TaskPreview;
import dev.aischeduler.engine.task.TaskResult;
import java.util.Map;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * A handler whose jobs hold a device for their whole length, first come, first served: what an
 * engine does that schedules jobs rather than steps. The device share is compared with it.
 * Thread-safe.
 *
 * @param <R> the request
 */
public final class WholeJobs<R extends Record> implements TaskHandler<R> {
  private final TaskHandler<R> handler;
  private final Semaphore free;

  /**
   * Puts a handler behind a queue for devices.
   *
   * @param handler whose models take slices of devices that make nobody wait
   * @param free one permit for each device, fair; shared by all handlers that run on devices
   */
  public WholeJobs(TaskHandler<R> handler, Semaphore free) {
    this.handler = handler;
    this.free = free;
  }

  @Override
  public TaskType type() {
    return handler.type();
  }

  @Override
  public Class<R> requestType() {
    return handler.requestType();
  }

  @Override
  public R validate(R request) throws InvalidRequestException {
    return handler.validate(request);
  }

  /** Waits for a device, then runs; an attempt that must stop waits no longer. */
  @Override
  public TaskResult run(R request, TaskContext context) throws Exception {
    try {
      free.acquire();
    } catch (InterruptedException e) {
      // whoever is stopped is interrupted; then the stop is the reason
      context.checkCancelled();
      throw e;
    }
    try {
      return handler.run(request, context);
    } finally {
      free.release();
    }
  }

  @Override
  public Map<String, Long> work(R request) {
    return handler.work(request);
  }

  @Override
  public @Nullable TaskPreview<R> preview() {
    return handler.preview();
  }

  @Override
  public @Nullable BatchEndpoint batchEndpoint() {
    return handler.batchEndpoint();
  }

  @Override
  public HandlerStatus status() {
    return handler.status();
  }
}

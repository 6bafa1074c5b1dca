package dev.aischeduler.bench.peer;

import dev.aischeduler.config.TaskType;
import dev.aischeduler.engine.task.HandlerStatus;
import dev.aischeduler.engine.task.TaskContext;
import dev.aischeduler.engine.task.TaskHandler;
import dev.aischeduler.engine.task.TaskResult;
import dev.aischeduler.jobs.llm.LlmTask;
import java.util.Map;
import java.util.function.IntConsumer;

/** Jobs of the lane {@code llm} that do no work of their own. Thread-safe. */
final class NoOpHandler implements TaskHandler<NoOpHandler.Request> {
  private final IntConsumer body;

  /**
   * A job.
   *
   * @param number tells the jobs of a run apart
   */
  record Request(int number) {}

  NoOpHandler(IntConsumer body) {
    this.body = body;
  }

  @Override
  public TaskType type() {
    return LlmTask.TYPE;
  }

  @Override
  public Class<Request> requestType() {
    return Request.class;
  }

  @Override
  public Request validate(Request request) {
    return request;
  }

  @Override
  public TaskResult run(Request request, TaskContext context) {
    body.accept(request.number());
    return new TaskResult(Map.of("model", "none"));
  }

  @Override
  public HandlerStatus status() {
    return new HandlerStatus(HandlerStatus.State.READY, "", Map.of());
  }
}

package dev.aischeduler.web.echo;

import dev.aischeduler.config.TaskType;
import dev.aischeduler.engine.task.HandlerStatus;
import dev.aischeduler.engine.task.InvalidRequestException;
import dev.aischeduler.engine.task.TaskContext;
import dev.aischeduler.engine.task.TaskHandler;
import dev.aischeduler.engine.task.TaskResult;
import java.util.Map;
import java.util.Objects;

/** Runs {@code echo} jobs. Thread-safe. */
final class EchoHandler implements TaskHandler<EchoRequest> {
  private final int mostTimes;

  EchoHandler(int mostTimes) {
    this.mostTimes = mostTimes;
  }

  @Override
  public TaskType type() {
    return EchoTask.TYPE;
  }

  @Override
  public Class<EchoRequest> requestType() {
    return EchoRequest.class;
  }

  @Override
  public EchoRequest validate(EchoRequest request) {
    if (request.words() == null || request.words().isEmpty() || request.words().length() > 100) {
      throw new InvalidRequestException("words", "must be 1 to 100 characters");
    }
    int times = Objects.requireNonNullElse(request.times(), 1);
    if (times < 1 || times > mostTimes) {
      throw new InvalidRequestException(
          "times", "must be 1 to " + mostTimes + " (lanes.echo.max_times)");
    }
    return new EchoRequest(request.words(), times);
  }

  @Override
  public TaskResult run(EchoRequest request, TaskContext context) {
    String said = String.valueOf(request.words()).repeat(Objects.requireNonNull(request.times()));
    return new TaskResult(Map.of("text", said));
  }

  @Override
  public HandlerStatus status() {
    return new HandlerStatus(HandlerStatus.State.READY, "", Map.of());
  }
}

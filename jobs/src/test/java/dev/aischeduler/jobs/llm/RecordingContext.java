package dev.aischeduler.jobs.llm;

import dev.aischeduler.engine.task.TaskContext;
import dev.aischeduler.engine.task.TaskStoppedException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Records what an attempt reports, and can cancel it after a number of pieces of text. */
final class RecordingContext implements TaskContext {
  final List<Map<String, ?>> events = new ArrayList<>();
  final List<Double> progress = new ArrayList<>();
  private final List<Runnable> stopActions = new ArrayList<>();
  private int stopAfterPieces = Integer.MAX_VALUE;
  private boolean stopped;

  RecordingContext cancelAfterPieces(int pieces) {
    stopAfterPieces = pieces;
    return this;
  }

  /** Cancels, as another thread would, without the attempt noticing until its next check. */
  void cancel() {
    stopped = true;
    stopActions.forEach(Runnable::run);
  }

  String streamed() {
    return events.stream().map(e -> (String) e.get("text")).collect(Collectors.joining());
  }

  @Override
  public UUID jobId() {
    return UUID.fromString("01890000-0000-7000-8000-000000000001");
  }

  @Override
  public int attempt() {
    return 1;
  }

  @Override
  public int priority() {
    return 5;
  }

  @Override
  public void progress(double fraction, @Nullable String note) {
    progress.add(fraction);
  }

  @Override
  public void emit(String kind, Map<String, ?> data) {
    events.add(data);
    if (events.size() == stopAfterPieces) {
      cancel();
    }
  }

  @Override
  public void artifact(String name, String mediaType, byte[] content) {
    throw new AssertionError("text generation stores no artifacts");
  }

  @Override
  public void checkCancelled() throws TaskStoppedException {
    if (stopped) {
      throw new TaskStoppedException(TaskStoppedException.Reason.CANCELLED);
    }
  }

  @Override
  public void onStop(Runnable action) {
    stopActions.add(action);
    if (stopped) {
      action.run();
    }
  }
}

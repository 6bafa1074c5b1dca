package dev.aischeduler.jobs.image;

import dev.aischeduler.engine.task.TaskContext;
import dev.aischeduler.engine.task.TaskStoppedException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Records what an attempt reports, and can cancel it after a number of previews. */
final class RecordingContext implements TaskContext {
  final List<Map<String, ?>> previews = new ArrayList<>();
  final List<Double> progress = new ArrayList<>();
  final List<String> notes = new ArrayList<>();
  final Map<String, byte[]> artifacts = new LinkedHashMap<>();
  private int stopAfterPreviews = Integer.MAX_VALUE;
  private boolean stopped;
  private boolean interrupt;
  private int passingChecks = Integer.MAX_VALUE;

  RecordingContext cancelAfterPreviews(int count) {
    stopAfterPreviews = count;
    return this;
  }

  /** Calls stop actions at once, although no check says so yet. */
  RecordingContext interruptRuns() {
    interrupt = true;
    return this;
  }

  /** Lets this many checks pass, then cancels. */
  RecordingContext cancelAfterChecks(int count) {
    passingChecks = count;
    return this;
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
    notes.add(String.valueOf(note));
  }

  @Override
  public void emit(String kind, Map<String, ?> data) {
    previews.add(data);
    stopped |= previews.size() == stopAfterPreviews;
  }

  @Override
  public void artifact(String name, String mediaType, byte[] content) {
    artifacts.put(name, content);
  }

  @Override
  public void checkCancelled() throws TaskStoppedException {
    if (stopped || passingChecks-- == 0) {
      throw new TaskStoppedException(TaskStoppedException.Reason.CANCELLED);
    }
  }

  @Override
  public void onStop(Runnable action) {
    if (interrupt) {
      action.run();
    }
  }
}

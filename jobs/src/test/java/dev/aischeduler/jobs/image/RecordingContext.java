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
  private boolean stopOnRegistration;

  RecordingContext cancelAfterPreviews(int count) {
    stopAfterPreviews = count;
    return this;
  }

  /** Interrupts the model's runs at once, before the attempt can notice between two of them. */
  RecordingContext cancelDuringTheFirstRun() {
    stopOnRegistration = true;
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
    if (stopped) {
      throw new TaskStoppedException(TaskStoppedException.Reason.CANCELLED);
    }
    // The check before the first run passes; the run itself is already told to stop.
    stopped = stopOnRegistration;
  }

  @Override
  public void onStop(Runnable action) {
    if (stopOnRegistration) {
      action.run();
    }
  }
}

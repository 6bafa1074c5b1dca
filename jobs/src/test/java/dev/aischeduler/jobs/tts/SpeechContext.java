package dev.aischeduler.jobs.tts;

import dev.aischeduler.engine.task.TaskContext;
import dev.aischeduler.engine.task.TaskStoppedException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Records what an attempt reports, and cancels it after a number of sentences if asked to. */
final class SpeechContext implements TaskContext {
  final List<String> notes = new ArrayList<>();
  final Map<String, byte[]> artifacts = new HashMap<>();
  final Map<String, String> mediaTypes = new HashMap<>();
  private final List<Runnable> stopActions = new ArrayList<>();
  private int cancelAfter = Integer.MAX_VALUE;
  private boolean stopped;

  SpeechContext cancelAfterSentences(int sentences) {
    cancelAfter = sentences;
    return this;
  }

  byte[] speech() {
    byte[] speech = artifacts.get("speech.wav");
    if (speech == null) {
      throw new AssertionError("no speech.wav among " + artifacts.keySet());
    }
    return speech;
  }

  @Override
  public UUID jobId() {
    return UUID.fromString("01890000-0000-7000-8000-000000000002");
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
    notes.add(fraction + " " + note);
    if (notes.size() == cancelAfter) {
      stopped = true;
      stopActions.forEach(Runnable::run);
    }
  }

  @Override
  public void emit(String kind, Map<String, ?> data) {
    throw new AssertionError("speech has no live events");
  }

  @Override
  public void artifact(String name, String mediaType, byte[] content) {
    artifacts.put(name, content);
    mediaTypes.put(name, mediaType);
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
  }
}

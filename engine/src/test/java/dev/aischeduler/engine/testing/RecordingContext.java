package dev.aischeduler.engine.testing;

import dev.aischeduler.engine.task.TaskContext;
import dev.aischeduler.engine.task.TaskStoppedException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** Records what an attempt reports, and cancels it where a test says. */
public final class RecordingContext implements TaskContext {
  /** Data of each live event, in order. */
  public final List<Map<String, ?>> events = Collections.synchronizedList(new ArrayList<>());

  /** Each reported fraction, in order. */
  public final List<Double> progress = Collections.synchronizedList(new ArrayList<>());

  /** Each reported note, in order. */
  public final List<String> notes = Collections.synchronizedList(new ArrayList<>());

  /** Stored bytes by name. */
  public final Map<String, byte[]> artifacts = new LinkedHashMap<>();

  /** Media types of the artifacts by name. */
  public final Map<String, String> mediaTypes = new LinkedHashMap<>();

  private final UUID id;
  private final int priority;
  private final List<Runnable> stopActions = new CopyOnWriteArrayList<>();
  private int lastEvent = Integer.MAX_VALUE;
  private int lastNote = Integer.MAX_VALUE;
  private int passingChecks = Integer.MAX_VALUE;
  private boolean interrupts;
  private volatile boolean stopped;

  /** The first attempt of the same job each time. */
  public RecordingContext() {
    this(UUID.fromString("01890000-0000-7000-8000-000000000001"), 5);
  }

  /** The first attempt of a job. */
  public RecordingContext(UUID id, int priority) {
    this.id = id;
    this.priority = priority;
  }

  /** Cancels when so many events were emitted. */
  public RecordingContext cancelAfterEvents(int count) {
    lastEvent = count;
    return this;
  }

  /** Cancels when progress was reported so many times. */
  public RecordingContext cancelAfterNotes(int count) {
    lastNote = count;
    return this;
  }

  /** Lets this many checks pass, then cancels. */
  public RecordingContext cancelAfterChecks(int count) {
    passingChecks = count;
    return this;
  }

  /** Calls stop actions at once, although no check says so yet. */
  public RecordingContext interruptRuns() {
    interrupts = true;
    return this;
  }

  /** Cancels, as another thread would, without the attempt noticing until its next check. */
  public void cancel() {
    stopped = true;
    stopActions.forEach(Runnable::run);
  }

  @Override
  public UUID jobId() {
    return id;
  }

  @Override
  public int attempt() {
    return 1;
  }

  @Override
  public int priority() {
    return priority;
  }

  @Override
  public void progress(double fraction, @Nullable String note) {
    progress.add(fraction);
    notes.add(String.valueOf(note));
    if (notes.size() == lastNote) {
      cancel();
    }
  }

  @Override
  public void emit(String kind, Map<String, ?> data) {
    events.add(data);
    if (events.size() == lastEvent) {
      cancel();
    }
  }

  @Override
  public void artifact(String name, String mediaType, InputStream content) {
    try {
      artifacts.put(name, content.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    mediaTypes.put(name, mediaType);
  }

  @Override
  public void checkCancelled() throws TaskStoppedException {
    if (stopped || passingChecks-- == 0) {
      throw new TaskStoppedException(TaskStoppedException.Reason.CANCELLED);
    }
  }

  @Override
  public void onStop(Runnable action) {
    stopActions.add(action);
    if (stopped || interrupts) {
      action.run();
    }
  }
}

package dev.aischeduler.engine.attempt;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.aischeduler.config.TaskType;
import dev.aischeduler.config.json.Json;
import dev.aischeduler.db.artifact.Artifact;
import dev.aischeduler.db.job.Job;
import dev.aischeduler.db.job.JobEvent;
import dev.aischeduler.engine.task.TaskContext;
import dev.aischeduler.engine.task.TaskStoppedException;
import dev.aischeduler.engine.task.TaskStoppedException.Reason;
import dev.aischeduler.engine.trace.TraceSpan;
import java.io.InputStream;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** One claimed job on this node, from claim to the end of its attempt. Thread-safe. */
public final class Attempt implements TaskContext {
  private static final Pattern ARTIFACT_NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");
  private static final long PROGRESS_EVENT_MS = 100;

  /** A long text has thousands of sentences, and a trace is to be read. */
  private static final int MOST_PARTS = 256;

  /** What an attempt needs of the rest of the engine. */
  interface Services {
    /** Publishes a live event. */
    void publish(JobEvent event);

    /** Stores bytes and returns their row. */
    Artifact store(UUID jobId, String name, String mediaType, InputStream content);

    /** Counts what a job produced. */
    void produced(TaskType lane, String unit, double amount);

    /** Notes progress, to be written soon. */
    void progress(Attempt attempt, double fraction, @Nullable String note);
  }

  private final Job job;
  private final Services services;
  private final Clock clock;
  private final StopFlag stop = new StopFlag();
  private final List<Artifact> artifacts = new CopyOnWriteArrayList<>();
  private volatile boolean ended;
  private volatile long lastProgressEvent;
  private volatile TraceSpan span = TraceSpan.NONE;
  private final AtomicInteger parts = new AtomicInteger();

  /**
   * @param claimed the row as the claim left it
   */
  Attempt(Job claimed, Services services, Clock clock) {
    this.job = claimed;
    this.services = services;
    this.clock = clock;
  }

  /** The row as the claim left it. */
  public Job job() {
    return job;
  }

  /** Identifies it among all attempts. */
  public Attempts.Key key() {
    return new Attempts.Key(job.id(), job.fencingToken());
  }

  /** Its handler has returned; its end is being committed. */
  public boolean isEnded() {
    return ended;
  }

  /** The handler has returned. */
  void ended() {
    ended = true;
  }

  /** What it has produced so far. */
  List<Artifact> artifacts() {
    return List.copyOf(artifacts);
  }

  /** Asks it to stop; false when it was asked before. */
  public boolean stop(Reason reason) {
    return stop.stop(reason);
  }

  StopFlag stop() {
    return stop;
  }

  @Override
  public UUID jobId() {
    return job.id();
  }

  @Override
  public int attempt() {
    return job.attempt();
  }

  @Override
  public int priority() {
    return job.priority();
  }

  @Override
  public void progress(double fraction, @Nullable String note) {
    double bounded = Double.isNaN(fraction) ? 0 : Math.max(0, Math.min(1, fraction));
    services.progress(this, bounded, note);
    long now = System.nanoTime() / 1_000_000;
    if (now - lastProgressEvent >= PROGRESS_EVENT_MS || bounded >= 1) {
      lastProgressEvent = now;
      Map<String, Object> data = new LinkedHashMap<>();
      data.put("progress", bounded);
      data.put("note", note == null ? "" : note);
      emit("progress", data);
    }
  }

  @Override
  public void emit(String kind, Map<String, ?> data) {
    try {
      String json = Json.mapper().writeValueAsString(data);
      services.publish(new JobEvent(0, job.id(), clock.instant(), kind, json));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("event " + kind + " cannot be written as JSON", e);
    }
  }

  @Override
  public void artifact(String name, String mediaType, InputStream content) {
    if (!ARTIFACT_NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "artifact name '" + name + "' must be letters, digits, dots, dashes; no path");
    }
    stop.leave();
    try {
      artifacts.removeIf(a -> a.name().equals(name));
      artifacts.add(services.store(job.id(), name, mediaType, content));
    } finally {
      stop.enter();
    }
  }

  @Override
  public void produced(String unit, double amount) {
    services.produced(job.type(), unit, amount);
  }

  @Override
  public TraceSpan span() {
    return span;
  }

  @Override
  public TraceSpan part(String name, Duration ago) {
    TraceSpan whole = span;
    return whole.isRecorded() && parts.incrementAndGet() <= MOST_PARTS
        ? whole.part(name, ago.isZero() ? null : clock.instant().minus(ago))
        : TraceSpan.NONE;
  }

  /** It shows in its job's trace as this. */
  void traced(TraceSpan run) {
    span = run;
  }

  /** Parts that its trace leaves out. */
  int partsLeftOut() {
    return Math.max(0, parts.get() - MOST_PARTS);
  }

  @Override
  public void checkCancelled() throws TaskStoppedException {
    stop.check();
  }

  @Override
  public void onStop(Runnable action) {
    stop.onStop(action);
  }
}

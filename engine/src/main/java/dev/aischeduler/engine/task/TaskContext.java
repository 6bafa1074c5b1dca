package dev.aischeduler.engine.task;

import dev.aischeduler.engine.trace.TraceSpan;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What a running attempt may do besides computing. Thread-safe. */
public interface TaskContext {

  /** The job's id. */
  UUID jobId();

  /** 1 for the first attempt. */
  int attempt();

  /** The job's priority, 0..9; 9 goes first wherever attempts wait for one another. */
  int priority();

  /**
   * Reports progress; best effort, throttled, never throws for a database problem.
   *
   * @param fraction 0..1
   * @param note short text for people ("step 4/20"), or null
   */
  void progress(double fraction, @Nullable String note);

  /**
   * Publishes a live event to those who watch this job now ({@code token}, {@code preview}); it is
   * not stored.
   *
   * @param kind event name
   * @param data values that JSON can write
   */
  void emit(String kind, Map<String, ?> data);

  /**
   * Stores bytes that this job produced. They become visible only if this attempt's result is
   * committed.
   *
   * @param name file name without any path, unique within the job ("speech.wav")
   * @param mediaType for example {@code audio/wav}
   */
  default void artifact(String name, String mediaType, byte[] content) {
    artifact(name, mediaType, new ByteArrayInputStream(content));
  }

  /**
   * Stores what a stream gives, as {@link #artifact(String, String, byte[])} does; with artifacts
   * in files it is never in memory as a whole. The stream is read to its end and not closed.
   */
  void artifact(String name, String mediaType, InputStream content);

  /**
   * Counts what this attempt produced, for monitoring.
   *
   * @param unit one of a few words of the task type, such as {@code tokens}
   */
  default void produced(String unit, double amount) {}

  /**
   * The attempt in the job's trace, to note figures of it there; never what a user sent, nor a
   * result.
   */
  default TraceSpan span() {
    return TraceSpan.NONE;
  }

  /**
   * Begins a part of the work that shows in the job's trace, such as {@code decode}; the caller
   * closes it. Of an attempt with hundreds of parts the first show.
   *
   * @param name one of a few words of the task type
   */
  default TraceSpan part(String name) {
    return part(name, Duration.ZERO);
  }

  /** The same for a part that began so long ago. */
  default TraceSpan part(String name, Duration ago) {
    return TraceSpan.NONE;
  }

  /**
   * Returns at once unless this attempt must stop.
   *
   * @throws TaskStoppedException when the job was cancelled, timed out or put back
   */
  void checkCancelled() throws TaskStoppedException;

  /** Runs the action, once, when this attempt must stop; at once if it already must. */
  void onStop(Runnable action);
}

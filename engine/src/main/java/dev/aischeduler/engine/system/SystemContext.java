package dev.aischeduler.engine.system;

import java.util.Map;
import java.util.UUID;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** How a running task reports on its system job and learns that it must stop. Thread-safe. */
public final class SystemContext {
  static final String PROGRESS = "progress";
  static final String NOTE = "note";
  private static final String POSITION = "position";

  private final UUID id;
  private final BiConsumer<String, Object> save;
  private volatile double progress;
  private volatile String note;
  private volatile @Nullable String position;
  private volatile boolean cancelled;

  /**
   * A context of one run.
   *
   * @param stored what an earlier run saved
   * @param save keeps a value, durable within some seconds
   */
  SystemContext(UUID id, Map<String, Object> stored, BiConsumer<String, Object> save) {
    this.id = id;
    this.save = save;
    this.progress = stored.get(PROGRESS) instanceof Number n ? n.doubleValue() : 0;
    this.note = stored.get(NOTE) instanceof String s ? s : "";
    this.position = stored.get(POSITION) instanceof String s ? s : null;
  }

  /** Of the system job. */
  public UUID id() {
    return id;
  }

  /**
   * Reports how far the work is.
   *
   * @param fraction 0..1
   * @param note one sentence for people
   */
  public void progress(double fraction, String note) {
    this.progress = Math.min(1, Math.max(0, fraction));
    this.note = note;
    save.accept(PROGRESS, progress);
    save.accept(NOTE, note);
  }

  /** Where an earlier run was; null at first. It may be some seconds older than its end. */
  public @Nullable String position() {
    return position;
  }

  /** Keeps where the work is, for a run after this one. */
  public void position(String position) {
    this.position = position;
    save.accept(POSITION, position);
  }

  /**
   * Ends the run when it should stop; call it at least every second or so.
   *
   * @throws SystemTaskStoppedException when the system job was cancelled or the node stops
   */
  public void checkCancelled() {
    if (cancelled || Thread.currentThread().isInterrupted()) {
      throw new SystemTaskStoppedException();
    }
  }

  /** How far the work is, 0..1. */
  public double fraction() {
    return progress;
  }

  String note() {
    return note;
  }

  void cancel() {
    cancelled = true;
  }

  boolean isCancelled() {
    return cancelled;
  }
}

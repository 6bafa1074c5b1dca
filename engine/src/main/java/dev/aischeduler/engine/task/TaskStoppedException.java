package dev.aischeduler.engine.task;

/** Thrown inside an attempt that must stop; handlers let it pass. */
public final class TaskStoppedException extends Exception {
  private static final long serialVersionUID = 1L;
  private final Reason reason;

  /** Why an attempt was stopped. */
  public enum Reason {
    /** A user cancelled the job. */
    CANCELLED,
    /** The attempt took longer than its timeout. */
    TIMED_OUT,
    /** The node shuts down; the job goes back to the queue. */
    PUT_BACK,
    /** Another worker owns the job now. */
    LEASE_LOST
  }

  /** Stopped for this reason. */
  public TaskStoppedException(Reason reason) {
    super(reason.name());
    this.reason = reason;
  }

  /** Why. */
  public Reason reason() {
    return reason;
  }
}

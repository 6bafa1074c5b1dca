package dev.aischeduler.engine.system;

/** Unwinds a task whose system job was cancelled, or whose node stops. Tasks let it pass. */
public final class SystemTaskStoppedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** JobRunr knows by the cause that the thread was asked to end. */
  SystemTaskStoppedException() {
    super("asked to stop", new InterruptedException());
  }
}

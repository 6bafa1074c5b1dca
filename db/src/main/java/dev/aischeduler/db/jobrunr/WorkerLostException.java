package dev.aischeduler.db.jobrunr;

/** The process that ran a job is gone; the attempt counts, because the job may have killed it. */
public final class WorkerLostException extends Exception {
  private static final long serialVersionUID = 1L;

  /** The message says which worker was lost. */
  public WorkerLostException(String message) {
    super(message, null, false, false);
  }
}

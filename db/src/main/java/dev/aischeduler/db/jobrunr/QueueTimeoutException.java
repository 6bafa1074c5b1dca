package dev.aischeduler.db.jobrunr;

/** Tells JobRunr that a job has not started in time; light, because it stores the stack trace. */
final class QueueTimeoutException extends Exception {
  private static final long serialVersionUID = 1L;

  /** The message is the job's error message. */
  QueueTimeoutException(String message) {
    super(message, null, false, false);
  }
}

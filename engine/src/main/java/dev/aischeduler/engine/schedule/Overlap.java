package dev.aischeduler.engine.schedule;

/** What happens at a fire time while what an earlier one started has not ended. */
public enum Overlap {
  /** Nothing is started. */
  SKIP,
  /** It is started when the other has ended; further ones are skipped meanwhile. */
  BUFFER_ONE,
  /** It is started beside the other. */
  ALLOW,
  /** The other is cancelled. */
  CANCEL_OTHER
}

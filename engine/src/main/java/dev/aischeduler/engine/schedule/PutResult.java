package dev.aischeduler.engine.schedule;

/**
 * What storing a definition did.
 *
 * @param details as it is now
 */
public record PutResult(How how, ScheduleDetails details) {
  /** Whether anything changed. */
  public enum How {
    /** It is new. */
    CREATED,
    /** Its definition is another one now. */
    UPDATED,
    /** It was equal before. */
    UNCHANGED
  }
}

package dev.aischeduler.web.api.sse;

import dev.aischeduler.db.job.JobEvent;

/**
 * What a stream tells its client. Called by one thread at a time, which may wait for the database.
 */
public interface StreamContent {
  /** Called first; true when there is nothing more to tell. */
  boolean begin(EventWriter to);

  /**
   * Tells some of what happened before the events that the stream keeps; called until it returns
   * true, and before any event is told.
   */
  default boolean catchUp(EventWriter to) {
    return true;
  }

  /** Tells of an event; true when there is nothing more to tell. */
  boolean on(JobEvent event, EventWriter to);

  /**
   * Called after a second without events, or when the stream is asked to; true when there is
   * nothing more to tell.
   */
  boolean onIdle(EventWriter to);

  /** Tells that the stream ends before its time. */
  void onFailure(RuntimeException cause, EventWriter to);
}

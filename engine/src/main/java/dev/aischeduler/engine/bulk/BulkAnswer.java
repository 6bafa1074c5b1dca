package dev.aischeduler.engine.bulk;

import dev.aischeduler.engine.system.SystemJob;

/** What became of a bulk action. */
public sealed interface BulkAnswer {
  /** It is done. */
  record Done(BulkOutcome outcome) implements BulkAnswer {}

  /**
   * There are so many that a system job does it.
   *
   * @param matched jobs that will be looked at
   */
  record Started(long matched, SystemJob job) implements BulkAnswer {}
}

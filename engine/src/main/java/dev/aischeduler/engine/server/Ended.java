package dev.aischeduler.engine.server;

import dev.aischeduler.engine.attempt.Attempt;
import dev.aischeduler.engine.attempt.Ending;
import java.time.Instant;

/**
 * An attempt whose handler has returned and whose end is to be committed.
 *
 * @param ranNanos how long it ran
 * @param tried true when a commit was tried before, so that it may be done
 */
record Ended(Attempt attempt, Ending ending, Instant at, long ranNanos, boolean tried) {

  Ended triedBefore() {
    return new Ended(attempt, ending, at, ranNanos, true);
  }

  Ended with(Ending other) {
    return new Ended(attempt, other, at, ranNanos, tried);
  }
}

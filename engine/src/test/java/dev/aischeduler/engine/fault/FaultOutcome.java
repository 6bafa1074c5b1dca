package dev.aischeduler.engine.fault;

import java.util.List;

/**
 * What came of a failure.
 *
 * @param reached false when the statement was not sent: nothing is known then
 * @param wrong empty when all is well
 */
record FaultOutcome(FaultCase tried, boolean reached, List<String> wrong, long ms) {
  @Override
  public String toString() {
    String result = !wrong.isEmpty() ? "FAILED" : reached ? "held" : "not reached";
    return result + " " + ms + " ms " + tried + " " + wrong;
  }
}

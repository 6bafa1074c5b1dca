package dev.aischeduler.jobs.llm.text;

import java.util.List;

/**
 * Finds stop texts in a stream of text pieces, also across their borders, and holds back what may
 * turn out to be the beginning of one. Confined to one thread.
 */
final class StopMatcher {
  private final List<String> stops;
  private final StringBuilder held = new StringBuilder();
  private boolean matched;

  /** None of the stops is empty. */
  StopMatcher(List<String> stops) {
    this.stops = stops;
  }

  /** Takes the next piece and returns what is certainly not part of a stop text; may be empty. */
  String feed(String piece) {
    held.append(piece);
    int match = firstMatch();
    matched = match >= 0;
    int sure = matched ? match : held.length() - longestOpenStop();
    String text = held.substring(0, sure);
    held.delete(0, matched ? held.length() : sure);
    return text;
  }

  /** True once a stop text was found; no more text should be passed. */
  boolean matched() {
    return matched;
  }

  /** What is still held back, at the end of the stream. */
  String finish() {
    String rest = held.toString();
    held.setLength(0);
    return rest;
  }

  private int firstMatch() {
    int first = -1;
    for (String stop : stops) {
      int at = held.indexOf(stop);
      first = at >= 0 && (first < 0 || at < first) ? at : first;
    }
    return first;
  }

  private int longestOpenStop() {
    int longest = 0;
    for (String stop : stops) {
      for (int n = Math.min(stop.length() - 1, held.length()); n > longest; n--) {
        if (stop.startsWith(held.substring(held.length() - n))) {
          longest = n;
        }
      }
    }
    return longest;
  }
}

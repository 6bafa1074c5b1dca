package dev.aischeduler.jobs.llm.text;

/**
 * Parts a stream of text at a marker: what comes before it goes on, the rest is kept. Also what may
 * turn out to be the beginning of the marker is held back. Confined to one thread.
 */
public final class MarkedTail {
  private final String marker;
  private final boolean onlyAtStart;
  private final StringBuilder held = new StringBuilder();
  private boolean found;
  private boolean begun;

  /**
   * No text yet.
   *
   * @param marker empty for none
   * @param onlyAtStart whether the marker counts only as the beginning of the text
   */
  public MarkedTail(String marker, boolean onlyAtStart) {
    this.marker = marker;
    this.onlyAtStart = onlyAtStart;
  }

  /** Never finds anything, and holds nothing back. */
  public static MarkedTail none() {
    return new MarkedTail("", false);
  }

  /** Takes the next piece and returns what certainly comes before the marker; may be empty. */
  String feed(String piece) {
    if (marker.isEmpty()) {
      return piece;
    }
    held.append(piece);
    if (found) {
      return "";
    }
    int at = held.indexOf(marker);
    found = at >= 0 && (!onlyAtStart || (at == 0 && !begun));
    int sure = found ? at : held.length() - open();
    String text = held.substring(0, sure);
    held.delete(0, sure);
    begun |= !text.isEmpty();
    return text;
  }

  /** Length of the end that may be a beginning of the marker. */
  private int open() {
    int most = Math.min(marker.length() - 1, held.length());
    for (int length = most; length > 0; length--) {
      boolean possible = !onlyAtStart || (!begun && length == held.length());
      if (possible && marker.startsWith(held.substring(held.length() - length))) {
        return length;
      }
    }
    return 0;
  }

  /** At the end of the stream, what was held back although no marker came of it. */
  String finish() {
    if (found) {
      return "";
    }
    String rest = held.toString();
    held.setLength(0);
    return rest;
  }

  /** The text from the marker on; empty when there was none. */
  String tail() {
    return found ? held.toString() : "";
  }
}

package dev.aischeduler.jobs.llm.grammar;

/**
 * Any bytes, which may end anywhere; after a marker another rule begins. It finds the marker as
 * Knuth, Morris and Pratt (1977) do.
 */
final class FreeText implements Rule {
  private final byte[] marker;
  private final Rule then;
  private final int matched;
  private final FreeText[] all;

  private FreeText(byte[] marker, Rule then, int matched, FreeText[] all) {
    this.marker = marker;
    this.then = then;
    this.matched = matched;
    this.all = all;
  }

  /**
   * Text before a marker.
   *
   * @param marker at least one byte
   * @param then what must follow it
   */
  static FreeText until(byte[] marker, Rule then) {
    FreeText[] all = new FreeText[marker.length];
    for (int matched = 0; matched < all.length; matched++) {
      all[matched] = new FreeText(marker, then, matched, all);
    }
    return all[0];
  }

  @Override
  public int least() {
    return 0;
  }

  @Override
  public void derive(int value, Stack rest, StackSet out) {
    int next = matched + 1;
    while (next > 0 && !endsWith(value, next)) {
      next--;
    }
    out.add(rest.push(next == marker.length ? then : all[next]));
  }

  /** Whether the matched bytes and one more end with the first {@code length} of the marker. */
  private boolean endsWith(int value, int length) {
    if ((marker[length - 1] & 0xFF) != value) {
      return false;
    }
    for (int i = 0; i < length - 1; i++) {
      if (marker[i] != marker[matched - length + 1 + i]) {
        return false;
      }
    }
    return true;
  }
}

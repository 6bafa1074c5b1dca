package dev.aischeduler.web.hostile;

import java.util.Locale;

/**
 * A request as it goes over the wire.
 *
 * @param number its place among the requests of a seed
 * @param text its bytes, one in each character; {@link #KNOWN} stands for the id of some job
 * @param answers how many requests stand in it
 */
public record HostileRequest(long number, String text, int answers, Sender sender) {
  /** Stands for the id of a job. */
  public static final String KNOWN = "{known}";

  private static final int SHOWN = 3000;

  /** What the sender does once the bytes are sent. */
  public enum Sender {
    /** It waits for the answer. */
    WAITS,
    /** It tells that no more is to come, and waits for the answer. */
    SENDS_NO_MORE,
    /** It closes the connection. */
    HANGS_UP
  }

  /** The same request about another job. */
  HostileRequest about(String job) {
    return new HostileRequest(number, text.replace(KNOWN, job), answers, sender);
  }

  /** The bytes for people, cut when there are many. */
  @Override
  public String toString() {
    StringBuilder shown = new StringBuilder("request " + number + " (" + sender + "): ");
    for (int i = 0; i < Math.min(text.length(), SHOWN); i++) {
      char c = text.charAt(i);
      shown.append(
          c == '\n' || (c >= ' ' && c < 127)
              ? "" + c
              : c == '\r' ? "" : String.format(Locale.ROOT, "\\x%02x", (int) c));
    }
    return shown + (text.length() > SHOWN ? "... " + text.length() + " bytes" : "");
  }
}

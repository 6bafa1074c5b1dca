package dev.aischeduler.jobs.model.hub.http;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The hub cannot be reached, refuses a request, or answers with something invalid. */
public final class HubException extends IOException {
  private static final long serialVersionUID = 1L;

  private final String what;
  private final boolean retryable;
  private final long retryAfterS;

  private HubException(
      String what, String remedy, boolean retryable, long retryAfterS, @Nullable Throwable cause) {
    super(remedy.isEmpty() ? what : what + "; " + remedy, cause);
    this.what = what;
    this.retryable = retryable;
    this.retryAfterS = retryAfterS;
  }

  /** Trying again would fail the same way; the message says what, where and the remedy. */
  public static HubException permanent(String message) {
    return new HubException(message, "", false, 0, null);
  }

  /** Trying again may help. */
  public static HubException temporary(String message) {
    return new HubException(message, "", true, 0, null);
  }

  /** Trying again may help; the cause is the network's own error. */
  public static HubException temporary(String what, String remedy, Throwable cause) {
    return new HubException(what, remedy, true, 0, cause);
  }

  /** Trying again may help, but not before this many seconds. */
  public static HubException busy(String what, String remedy, long retryAfterS) {
    return new HubException(what, remedy, true, retryAfterS, null);
  }

  /** The message without the remedy, for the note before a retry. */
  String what() {
    return what;
  }

  /** Whether trying again may help. */
  public boolean retryable() {
    return retryable;
  }

  /** Seconds that the hub asked to wait before the next try; 0 when it did not say. */
  long retryAfterS() {
    return retryAfterS;
  }
}

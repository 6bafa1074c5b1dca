package dev.aischeduler.web.api.http;

/** A request body was not taken. */
public final class BodyException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final Reason reason;

  /** Why a body was not taken. */
  public enum Reason {
    /** Larger than this endpoint takes. */
    TOO_LARGE,
    /** The client stopped sending, or sent less than the minimum rate. */
    TOO_SLOW,
    /** Too many other bodies are not complete yet. */
    TOO_MANY_UNFINISHED,
    /** The bodies that are held now take all the memory set aside for them. */
    NO_MEMORY,
    /** There is no room on the disk for a large body. */
    NO_DISK,
    /** The client closed the connection, or its chunks are broken. */
    BROKEN
  }

  BodyException(Reason reason, String message) {
    super(message);
    this.reason = reason;
  }

  /** Why it was not taken. */
  public Reason reason() {
    return reason;
  }
}

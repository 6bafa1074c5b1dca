package dev.aischeduler.jobs.model.hub.files;

import java.io.IOException;

/** A file that no model may contain: a forbidden path or kind, or code under another name. */
public final class UnsafeFileException extends IOException {
  private static final long serialVersionUID = 1L;

  /** The message names the file, the rule and what to do instead. */
  public UnsafeFileException(String message) {
    super(message);
  }
}

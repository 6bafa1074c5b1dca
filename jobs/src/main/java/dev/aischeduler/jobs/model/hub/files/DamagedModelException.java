package dev.aischeduler.jobs.model.hub.files;

import java.io.IOException;

/** A file is not what it should be: wrong size, wrong checksum, or missing. */
public final class DamagedModelException extends IOException {
  private static final long serialVersionUID = 1L;

  /** The message names the file, what was expected and the remedy. */
  public DamagedModelException(String message) {
    super(message);
  }
}

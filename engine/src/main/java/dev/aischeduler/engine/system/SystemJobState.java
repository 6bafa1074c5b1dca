package dev.aischeduler.engine.system;

import java.util.Locale;

/** Where a system job is in its life. The last three are final. */
public enum SystemJobState {
  /** Waits for its next try. */
  SCHEDULED,
  /** Waits for a free worker of any node. */
  QUEUED,
  RUNNING,
  SUCCEEDED,
  /** Its retries are used up, or another would be of no use. */
  FAILED,
  CANCELLED;

  /** True when it stays so. */
  public boolean isFinal() {
    return this == SUCCEEDED || this == FAILED || this == CANCELLED;
  }

  /** The name in JSON and on the command line. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}

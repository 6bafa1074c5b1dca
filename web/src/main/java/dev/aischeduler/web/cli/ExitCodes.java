package dev.aischeduler.web.cli;

/** Exit codes of every command; scripts may rely on them. */
final class ExitCodes {
  /** Done. */
  static final int OK = 0;

  /** The job failed or was cancelled; the doctor found something to fix. */
  static final int JOB_FAILED = 1;

  /** Wrong usage: unknown option, bad value, configuration that cannot be used. */
  static final int USAGE = 2;

  /** No server answers. */
  static final int UNREACHABLE = 3;

  /** The server refused the request. */
  static final int REFUSED = 4;

  /** The server or a file could not be opened. */
  static final int CANNOT_START = 5;

  /**
   * A part of the server failed and did not come back: the process ended so that systemd or a
   * container starts it again.
   */
  static final int PART_LOST = 70;

  private ExitCodes() {}
}

package dev.aischeduler.web.cli.exit;

/** Exit codes of every command; scripts may rely on them. */
public final class ExitCodes {
  /** Done. */
  public static final int OK = 0;

  /**
   * The job failed or was cancelled; a model is damaged; a copied database differs; the doctor
   * found something to fix.
   */
  public static final int JOB_FAILED = 1;

  /** Wrong usage: unknown option, bad value, configuration that cannot be used. */
  public static final int USAGE = 2;

  /** No server answers. */
  public static final int UNREACHABLE = 3;

  /** The server refused the request. */
  public static final int REFUSED = 4;

  /** The server or a file could not be opened. */
  public static final int CANNOT_START = 5;

  /**
   * A part of the server failed and did not come back: the process ended so that systemd or a
   * container starts it again.
   */
  public static final int PART_LOST = 70;

  private ExitCodes() {}
}

package dev.aischeduler.jobs.tts.audio;

/** How much silence stands between joined sounds, in milliseconds. */
public final class Gaps {
  /** Where nothing is said. */
  public static final int DEFAULT_MS = 250;

  /** At most. */
  public static final int MAX_MS = 60_000;

  private Gaps() {}
}

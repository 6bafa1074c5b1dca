package dev.aischeduler.jobs.tts.caption;

/**
 * A text that is shown for a while.
 *
 * @param fromMs milliseconds from the start of the speech
 * @param toMs later than {@code fromMs}
 * @param text one line, not blank
 */
public record Cue(long fromMs, long toMs, String text) {}

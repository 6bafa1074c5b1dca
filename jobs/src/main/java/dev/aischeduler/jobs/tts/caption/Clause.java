package dev.aischeduler.jobs.tts.caption;

/**
 * A part of a sentence whose times are known.
 *
 * @param text as written, with the spaces at its ends
 * @param endsAtMark whether a mark ends it, so that a cue may well end with it
 */
public record Clause(double fromS, double toS, String text, boolean endsAtMark) {}

package dev.aischeduler.jobs.tts.audio;

/**
 * A part of a joined sound.
 *
 * @param title one line, not blank
 * @param sound index of its first sound
 * @param from its first frame, amid the pause before that sound; 0 for the first chapter
 * @param to behind its last frame
 */
public record Chapter(String title, int sound, long from, long to) {}

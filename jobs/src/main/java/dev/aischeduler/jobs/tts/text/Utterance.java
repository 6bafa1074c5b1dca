package dev.aischeduler.jobs.tts.text;

/**
 * What one run of a voice says: one language, short enough for one run.
 *
 * @param text English as lower-case words, or Mandarin in the voice's {@link MandarinScript}; marks
 *     are only {@code , . : ; ! ?}, and the last character is one of them
 * @param pause the silence after it
 */
public record Utterance(Language language, String text, Pause pause) {}

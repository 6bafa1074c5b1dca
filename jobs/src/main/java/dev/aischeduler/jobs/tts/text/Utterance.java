package dev.aischeduler.jobs.tts.text;

/**
 * What one run of a voice says: one language, short enough for one run.
 *
 * @param text English as lower-case words, or Mandarin in the voice's {@link MandarinScript}; marks
 *     are only {@code , . : ; ! ?}, and the last character is one of them
 * @param words the same as people read it, whatever the voice reads: lower-case English words or
 *     Chinese characters, with the marks of the sentence
 * @param written the part of the written sentence that it says; the parts of all utterances of a
 *     sentence, one after another, are the sentence. Empty for the rest of a figure whose words
 *     were too many for one utterance
 * @param pause the silence after it
 */
public record Utterance(
    Language language, String text, String words, String written, Pause pause) {}

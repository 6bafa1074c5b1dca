package dev.aischeduler.jobs.tts.text.kind;

/**
 * Something that was found in a sentence.
 *
 * @param end index after its last character
 */
public record Found(Spoken spoken, int end) {}

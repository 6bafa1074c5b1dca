package dev.aischeduler.engine.submission;

import org.jspecify.annotations.Nullable;

/**
 * An item of a run to be submitted.
 *
 * @param item its number in the run, 1..
 * @param label its key in the manifest, or the step that it belongs to; null for none
 * @param line where it stands in the manifest; 0 for none
 */
public record RunEntry(int item, @Nullable String label, int line, Submission submission) {}

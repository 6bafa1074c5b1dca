package dev.aischeduler.engine.lane;

import dev.aischeduler.db.artifact.Artifact;
import dev.aischeduler.db.job.Job;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A job with what only the queue knows of it.
 *
 * @param queuePosition 1 for the next to start in its lane; null unless queued, and when 10,000 or
 *     more start first
 * @param whyPending sentence for people; null unless scheduled or queued
 * @param etaS estimated seconds until it finishes; null when unknown or final
 */
public record JobDetails(
    Job job,
    @Nullable Long queuePosition,
    @Nullable String whyPending,
    @Nullable Double etaS,
    List<Artifact> artifacts) {}

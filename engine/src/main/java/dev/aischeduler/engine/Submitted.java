package dev.aischeduler.engine;

import dev.aischeduler.db.job.Job;

/**
 * Outcome of a submission.
 *
 * @param created false when an idempotency key found an earlier job
 */
public record Submitted(Job job, boolean created) {}

package dev.aischeduler.db.queue;

import dev.aischeduler.config.TaskType;
import dev.aischeduler.db.job.JobStatus;
import java.util.UUID;

/**
 * A committed change of a job's state.
 *
 * @param from its state before
 * @param to its state since
 */
public record Transition(UUID job, TaskType lane, JobStatus from, JobStatus to) {}

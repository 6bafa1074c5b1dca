package dev.aischeduler.db.job;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Some of the jobs that a filter selects.
 *
 * @param jobs in order; may be fewer than were asked for, or none, though others follow
 * @param next position to go on from; null when no other job follows
 */
public record JobPage(List<Job> jobs, @Nullable UUID next) {}

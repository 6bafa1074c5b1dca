package dev.aischeduler.web.api.view;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One page of jobs, newest first.
 *
 * @param next value of {@code after} for the next page; null on the last one
 */
public record TaskPage(List<TaskSummary> tasks, @Nullable UUID next) {}

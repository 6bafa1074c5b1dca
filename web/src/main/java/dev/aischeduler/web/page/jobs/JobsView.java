package dev.aischeduler.web.page.jobs;

import dev.aischeduler.web.api.view.TaskSummary;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of jobs.
 *
 * @param query the filter, as it stands in the address
 * @param types task types that can be chosen
 * @param tasks newest first
 * @param next address of the page after this one; null at the end
 */
public record JobsView(
    JobsQuery query, List<String> types, List<TaskSummary> tasks, @Nullable String next) {}

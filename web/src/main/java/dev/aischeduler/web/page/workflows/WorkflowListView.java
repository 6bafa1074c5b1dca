package dev.aischeduler.web.page.workflows;

import dev.aischeduler.db.run.Run;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of workflows.
 *
 * @param status the one that was chosen; null for all
 * @param runs newest first
 * @param next address of the page after this one; null at the end
 */
public record WorkflowListView(@Nullable String status, List<Run> runs, @Nullable String next) {}

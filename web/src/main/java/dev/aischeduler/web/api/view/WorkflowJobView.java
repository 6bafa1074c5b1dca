package dev.aischeduler.web.api.view;

import dev.aischeduler.db.run.RunItem;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A job of a workflow.
 *
 * @param number in the order of submission
 * @param step of a step with a list with the place in that, such as {@code page[2]}
 * @param state submitted, rejected, succeeded, failed or cancelled
 * @param taskId null if its request was rejected
 * @param error why it failed or was rejected
 */
public record WorkflowJobView(
    int number,
    @Nullable String step,
    String state,
    @Nullable UUID taskId,
    @Nullable String error) {

  /** The view of an item. */
  public static WorkflowJobView of(RunItem item) {
    return new WorkflowJobView(
        item.item(), item.label(), item.state().wireName(), item.jobId(), item.error());
  }
}

package dev.aischeduler.web.page.system;

import dev.aischeduler.web.api.view.SystemJobView;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * System jobs, newest first.
 *
 * @param state the one that was chosen; null for all
 * @param states that can be chosen
 */
public record SystemJobsView(
    @Nullable String state, List<String> states, List<SystemJobView> jobs) {

  /** Whether a job can be cancelled. */
  public static boolean open(SystemJobView job) {
    return !List.of("succeeded", "failed", "cancelled").contains(job.state());
  }
}

package dev.aischeduler.web.page.jobs;

import dev.aischeduler.db.job.JobStatus;
import dev.aischeduler.web.api.view.TaskSummary;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A page of jobs.
 *
 * @param query the filter, as it stands in the address
 * @param types task types that can be chosen
 * @param counts jobs of each state, up to a limit; empty when they are not known
 * @param periods times of creation that can be chosen
 * @param actions what can be done with all jobs of the filter
 * @param tasks newest first
 * @param newer address of the page before this one; null at the beginning
 * @param older address of the page after this one; null at the end
 */
public record JobsView(
    JobsQuery query,
    List<String> types,
    Map<JobStatus, Long> counts,
    List<Period> periods,
    List<Action> actions,
    List<TaskSummary> tasks,
    @Nullable String newer,
    @Nullable String older) {
  /** Jobs of a lane and a state that are counted. */
  public static final int COUNTED = 10_000;

  /**
   * Jobs created since a time.
   *
   * @param text key of its text
   * @param from the time, as {@code created_after} has it
   */
  public record Period(String text, String from) {}

  /**
   * Something to do with all jobs of the filter.
   *
   * @param name of the API
   * @param body of the call, a JSON document without the count
   */
  public record Action(String name, String body) {}

  /** Jobs of this state, or of all with null; null when it is not known. */
  public @Nullable Long count(@Nullable String state) {
    if (counts.isEmpty()) {
      return null;
    }
    return counts.entrySet().stream()
        .filter(one -> state == null || one.getKey().wireName().equals(state))
        .mapToLong(Map.Entry::getValue)
        .sum();
  }
}

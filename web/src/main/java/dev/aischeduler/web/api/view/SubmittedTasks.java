package dev.aischeduler.web.api.view;

import dev.aischeduler.engine.submission.Submitted;
import java.util.List;
import java.util.UUID;

/**
 * Outcome of a bulk submission.
 *
 * @param count tasks sent
 * @param created jobs made for them; the others found an earlier job
 * @param deduplicated those whose unique key found a job that is not final
 * @param taskIds in the order of the tasks sent
 */
public record SubmittedTasks(int count, int created, int deduplicated, List<UUID> taskIds) {

  /** The answer to these outcomes. */
  public static SubmittedTasks of(List<Submitted> submitted) {
    return new SubmittedTasks(
        submitted.size(),
        count(submitted, Submitted.How.CREATED),
        count(submitted, Submitted.How.DEDUPLICATED),
        submitted.stream().map(s -> s.job().id()).toList());
  }

  private static int count(List<Submitted> submitted, Submitted.How how) {
    return (int) submitted.stream().filter(s -> s.how() == how).count();
  }
}

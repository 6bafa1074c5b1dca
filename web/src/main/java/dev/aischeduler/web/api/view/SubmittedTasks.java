package dev.aischeduler.web.api.view;

import dev.aischeduler.engine.Submitted;
import java.util.List;
import java.util.UUID;

/**
 * Outcome of a bulk submission.
 *
 * @param count tasks sent
 * @param created jobs made for them; the others found an earlier job
 * @param taskIds in the order of the tasks sent
 */
public record SubmittedTasks(int count, int created, List<UUID> taskIds) {

  /** The answer to these outcomes. */
  public static SubmittedTasks of(List<Submitted> submitted) {
    return new SubmittedTasks(
        submitted.size(),
        (int) submitted.stream().filter(Submitted::created).count(),
        submitted.stream().map(s -> s.job().id()).toList());
  }
}

package dev.aischeduler.web.api.view;

import dev.aischeduler.db.job.DeadLetters;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** Failed jobs by type and cause, most frequent first. */
public record DeadLettersView(List<Group> deadLetters) {

  /**
   * Failed jobs of one type that ended with the same cause.
   *
   * @param lastMessage error of the one that failed last
   */
  public record Group(
      String type,
      String errorType,
      long count,
      String lastMessage,
      UUID lastTaskId,
      Instant lastFailedAt) {}

  /** The view of these groups. */
  public static DeadLettersView of(List<DeadLetters> groups) {
    return new DeadLettersView(
        groups.stream()
            .map(
                g ->
                    new Group(
                        g.type().wireName(),
                        g.errorType(),
                        g.count(),
                        g.lastMessage(),
                        g.lastJob(),
                        g.lastFailedAt()))
            .toList());
  }
}

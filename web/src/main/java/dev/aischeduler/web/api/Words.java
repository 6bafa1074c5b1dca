package dev.aischeduler.web.api;

import dev.aischeduler.config.TaskType;
import dev.aischeduler.db.job.JobStatus;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Collection;
import java.util.EnumSet;
import java.util.Set;

/** Reads the words and times that filters are made of. */
final class Words {
  private Words() {}

  /**
   * Task types by name.
   *
   * @param field where they stand, for the problem
   * @throws ApiException 400 for an unknown name
   */
  static Set<TaskType> types(String field, Collection<String> names) {
    Set<TaskType> types = EnumSet.noneOf(TaskType.class);
    for (String name : names) {
      types.add(
          TaskType.fromWireName(name)
              .orElseThrow(() -> unknown(field, "type", name, "llm, tts, image")));
    }
    return types;
  }

  /**
   * States by name.
   *
   * @param field where they stand, for the problem
   * @throws ApiException 400 for an unknown name
   */
  static Set<JobStatus> statuses(String field, Collection<String> names) {
    Set<JobStatus> statuses = EnumSet.noneOf(JobStatus.class);
    for (String name : names) {
      statuses.add(
          JobStatus.fromWireName(name)
              .orElseThrow(
                  () ->
                      unknown(
                          field,
                          "status",
                          name,
                          "scheduled, queued, running, succeeded, failed, cancelled")));
    }
    return statuses;
  }

  /**
   * A time such as {@code 2026-01-31T08:00:00Z}, within the years that the database knows.
   *
   * @throws ApiException 400 for another text
   */
  static Instant time(String field, String text) {
    try {
      Instant time = Instant.parse(text);
      if (time.isAfter(Instant.EPOCH.minusSeconds(1))
          && time.isBefore(Instant.parse("9999-01-01T00:00:00Z"))) {
        return time;
      }
    } catch (DateTimeParseException e) {
      // told below
    }
    throw ApiException.invalid(field, "must be a time such as \"2026-01-31T08:00:00Z\"");
  }

  private static ApiException unknown(String field, String what, String name, String allowed) {
    return ApiException.invalid(field, "no " + what + " is called '" + name + "'")
        .remedy("use one of " + allowed);
  }
}

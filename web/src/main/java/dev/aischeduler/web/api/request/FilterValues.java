package dev.aischeduler.web.api.request;

import dev.aischeduler.config.Settings;
import dev.aischeduler.config.TaskType;
import dev.aischeduler.config.json.IsoTime;
import dev.aischeduler.db.job.JobStatus;
import dev.aischeduler.web.api.reply.ApiException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Collection;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.Set;

/** Reads the words and times that filters are made of. */
public final class FilterValues {
  private FilterValues() {}

  /**
   * Task types by name.
   *
   * @param lanes those that this process knows
   * @param field where they stand, for the problem
   * @throws ApiException 400 for an unknown name
   */
  public static Set<TaskType> types(Settings.Lanes lanes, String field, Collection<String> names) {
    Set<TaskType> types = new LinkedHashSet<>();
    for (String name : names) {
      types.add(lanes.find(name).orElseThrow(() -> unknown(field, "type", name, lanes.names())));
    }
    return types;
  }

  /**
   * States by name.
   *
   * @param field where they stand, for the problem
   * @throws ApiException 400 for an unknown name
   */
  public static Set<JobStatus> statuses(String field, Collection<String> names) {
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
   * A time with its offset; see {@link IsoTime}.
   *
   * @throws ApiException 400 for another text
   */
  public static Instant time(String field, String text) {
    try {
      return IsoTime.parse(text);
    } catch (DateTimeException e) {
      // in a query a plus that is not escaped arrives as a space
      String escape = text.contains(" ") ? "; in a query write %2B for the plus sign" : "";
      throw ApiException.invalid(field, "must be " + IsoTime.EXPECTED + escape);
    }
  }

  /**
   * A name that filters compare with, such as a tag or a tenant.
   *
   * @param field where it stands, for the problem
   * @throws ApiException 400 when it holds what no name can: databases differ in what they make of
   *     it
   */
  static String name(String field, String text) {
    boolean bad =
        text.codePoints()
            .anyMatch(
                c -> Character.isISOControl(c) || Character.getType(c) == Character.SURROGATE);
    if (bad) {
      throw ApiException.invalid(field, "holds a control character").remedy("remove it");
    }
    return text;
  }

  private static ApiException unknown(String field, String what, String name, String allowed) {
    return ApiException.invalid(field, "no " + what + " is called '" + name + "'")
        .remedy("use one of " + allowed);
  }
}

package dev.aischeduler.engine.schedule;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A definition as people write it; nulls mean the default.
 *
 * @param when cron expression or interval
 * @param timeZone default UTC
 * @param overlap {@code skip} (default), {@code buffer_one}, {@code allow} or {@code cancel_other}
 * @param misfire {@code skip}, {@code once} (default) or {@code all}
 * @param catchUpWindowS seconds, default an hour
 * @param jitterS seconds, default none
 */
record ScheduleFields(
    @Nullable String name,
    @Nullable String when,
    @Nullable String timeZone,
    @Nullable ObjectNode target,
    @Nullable String overlap,
    @Nullable String misfire,
    @Nullable Integer catchUpWindowS,
    @Nullable Integer jitterS,
    @Nullable Instant start,
    @Nullable Instant end,
    @Nullable ExcludeFields exclude,
    @Nullable Boolean pauseOnFailure,
    @Nullable String source) {

  /**
   * Days without.
   *
   * @param dates such as {@code 2026-12-25}
   * @param weekdays such as {@code sat}
   */
  record ExcludeFields(
      @Nullable List<String> dates,
      @Nullable List<RangeFields> ranges,
      @Nullable List<String> weekdays) {}

  /** Days from one to another. */
  record RangeFields(@Nullable String from, @Nullable String to) {}
}

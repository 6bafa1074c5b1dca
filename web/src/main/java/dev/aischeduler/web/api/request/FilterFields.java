package dev.aischeduler.web.api.request;

import com.fasterxml.jackson.annotation.JsonFormat;
import dev.aischeduler.config.Settings;
import dev.aischeduler.db.job.JobFilter;
import dev.aischeduler.web.api.reply.ApiException;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Selects jobs in a body; null selects all. Lists may also be given as their only value.
 *
 * @param type task types
 * @param status states
 * @param tags every one of them is among the job's
 * @param createdAfter created at this time or later
 * @param createdBefore created before this time
 */
public record FilterFields(
    @JsonFormat(with = JsonFormat.Feature.ACCEPT_SINGLE_VALUE_AS_ARRAY) @Nullable List<String> type,
    @JsonFormat(with = JsonFormat.Feature.ACCEPT_SINGLE_VALUE_AS_ARRAY)
        @Nullable List<String> status,
    @JsonFormat(with = JsonFormat.Feature.ACCEPT_SINGLE_VALUE_AS_ARRAY) @Nullable List<String> tags,
    @Nullable String tenant,
    @Nullable String errorType,
    @Nullable String createdAfter,
    @Nullable String createdBefore) {

  /**
   * The filter.
   *
   * @param lanes those that this process knows
   * @throws ApiException 400 for an unknown name
   */
  public JobFilter filter(Settings.Lanes lanes) {
    return new JobFilter(
        FilterValues.types(lanes, "filter.type", orEmpty(type)),
        FilterValues.statuses("filter.status", orEmpty(status)),
        orEmpty(tags).stream().map(tag -> FilterValues.name("filter.tags", tag)).toList(),
        tenant == null ? null : FilterValues.name("filter.tenant", tenant),
        errorType == null ? null : FilterValues.name("filter.error_type", errorType),
        time("filter.created_after", createdAfter),
        time("filter.created_before", createdBefore));
  }

  private static List<String> orEmpty(@Nullable List<String> values) {
    return Objects.requireNonNullElse(values, List.of());
  }

  private static @Nullable Instant time(String field, @Nullable String text) {
    return text == null ? null : FilterValues.time(field, text);
  }
}

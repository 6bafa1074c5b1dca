package dev.aischeduler.client;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Selects tasks; what is empty or null selects all.
 *
 * @param tags tasks that have all of them
 * @param errorType cause of the last failure
 * @param after {@code next} of the page before
 * @param limit rows on a page, 1..500
 */
public record TaskQuery(
    List<String> types,
    List<TaskStatus> statuses,
    List<String> tags,
    @Nullable String tenant,
    @Nullable String errorType,
    @Nullable Instant createdAfter,
    @Nullable Instant createdBefore,
    @Nullable UUID after,
    @Nullable Integer limit) {

  /** Begins with all tasks. */
  public static Builder builder() {
    return new Builder();
  }

  String query() {
    return new Query()
        .addAll("type", types)
        .addAll("status", statuses.stream().map(TaskStatus::wireName).toList())
        .addAll("tag", tags)
        .add("tenant", tenant)
        .add("error_type", errorType)
        .add("created_after", createdAfter)
        .add("created_before", createdBefore)
        .add("after", after)
        .add("limit", limit)
        .toString();
  }

  /** Collects conditions. For one thread. */
  public static final class Builder {
    private List<String> types = List.of();
    private List<TaskStatus> statuses = List.of();
    private List<String> tags = List.of();
    private @Nullable String tenant;
    private @Nullable String errorType;
    private @Nullable Instant createdAfter;
    private @Nullable Instant createdBefore;
    private @Nullable UUID after;
    private @Nullable Integer limit;

    private Builder() {}

    /** Only these types. */
    public Builder types(String... values) {
      types = List.of(values);
      return this;
    }

    /** Only these states. */
    public Builder statuses(TaskStatus... values) {
      statuses = Stream.of(values).toList();
      return this;
    }

    /** Only tasks with all of these tags. */
    public Builder tags(String... values) {
      tags = List.of(values);
      return this;
    }

    /** Only tasks of this tenant. */
    public Builder tenant(String value) {
      tenant = value;
      return this;
    }

    /** Only tasks whose last failure had this cause. */
    public Builder errorType(String value) {
      errorType = value;
      return this;
    }

    /** Only tasks of this time or later. */
    public Builder createdAfter(Instant value) {
      createdAfter = value;
      return this;
    }

    /** Only tasks from before this time. */
    public Builder createdBefore(Instant value) {
      createdBefore = value;
      return this;
    }

    /** Goes on behind a page: its {@code next}. */
    public Builder after(@Nullable UUID value) {
      after = value;
      return this;
    }

    /** Rows on a page, 1..500. */
    public Builder limit(int value) {
      limit = value;
      return this;
    }

    /** The query. */
    public TaskQuery build() {
      return new TaskQuery(
          types, statuses, tags, tenant, errorType, createdAfter, createdBefore, after, limit);
    }
  }
}

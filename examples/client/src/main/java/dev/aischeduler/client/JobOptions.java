package dev.aischeduler.client;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What every kind of task takes besides its own fields; null leaves the choice to the server.
 *
 * @param priority 0..9; 9 runs first
 * @param maxAttempts runs before the task fails for good
 * @param timeout of one attempt, in whole seconds
 * @param queueTimeout longest wait for its first start, in whole seconds
 * @param runAt earliest start
 * @param tags free labels to filter by
 * @param uniqueKey while a task with this key has not ended, it is the answer
 * @param retry waits between attempts
 * @param tenant whose task it is
 * @param callbackUrl address that is told of its end
 * @param callbackEvents which ends it is told of
 * @param idempotencyKey same key and same request find the same task; without one the client makes
 *     a key for each call
 */
public record JobOptions(
    @Nullable Integer priority,
    @Nullable Integer maxAttempts,
    @JsonProperty("timeout_s") @Nullable Duration timeout,
    @JsonProperty("queue_timeout_s") @Nullable Duration queueTimeout,
    @Nullable Instant runAt,
    @Nullable List<String> tags,
    @Nullable String uniqueKey,
    @Nullable Backoff retry,
    @Nullable String tenant,
    @Nullable String callbackUrl,
    @Nullable List<String> callbackEvents,
    @JsonIgnore @Nullable String idempotencyKey) {

  /** Leaves everything to the server. */
  public static final JobOptions NONE = builder().build();

  /** Begins with nothing chosen. */
  public static Builder builder() {
    return new Builder();
  }

  /** Collects options. For one thread. */
  public static final class Builder {
    private @Nullable Integer priority;
    private @Nullable Integer maxAttempts;
    private @Nullable Duration timeout;
    private @Nullable Duration queueTimeout;
    private @Nullable Instant runAt;
    private @Nullable List<String> tags;
    private @Nullable String uniqueKey;
    private @Nullable Backoff retry;
    private @Nullable String tenant;
    private @Nullable String callbackUrl;
    private @Nullable List<String> callbackEvents;
    private @Nullable String idempotencyKey;

    private Builder() {}

    /** 0..9; 9 runs first. */
    public Builder priority(int value) {
      priority = value;
      return this;
    }

    /** Runs before the task fails for good. */
    public Builder maxAttempts(int value) {
      maxAttempts = value;
      return this;
    }

    /** Of one attempt, in whole seconds. */
    public Builder timeout(Duration value) {
      timeout = value;
      return this;
    }

    /** Longest wait for its first start, in whole seconds. */
    public Builder queueTimeout(Duration value) {
      queueTimeout = value;
      return this;
    }

    /** Earliest start. */
    public Builder runAt(Instant value) {
      runAt = value;
      return this;
    }

    /** Free labels to filter by. */
    public Builder tags(String... values) {
      tags = List.of(values);
      return this;
    }

    /** While a task with this key has not ended, it is the answer. */
    public Builder uniqueKey(String value) {
      uniqueKey = value;
      return this;
    }

    /** Waits between attempts. */
    public Builder retry(Backoff value) {
      retry = value;
      return this;
    }

    /** Whose task it is. */
    public Builder tenant(String value) {
      tenant = value;
      return this;
    }

    /** Address that is told of its end, and of which ends; of all when none is named. */
    public Builder callback(String url, String... events) {
      callbackUrl = url;
      callbackEvents = events.length == 0 ? null : List.of(events);
      return this;
    }

    /** Same key and same request find the same task. */
    public Builder idempotencyKey(String value) {
      idempotencyKey = value;
      return this;
    }

    /** The options. */
    public JobOptions build() {
      return new JobOptions(
          priority,
          maxAttempts,
          timeout,
          queueTimeout,
          runAt,
          tags,
          uniqueKey,
          retry,
          tenant,
          callbackUrl,
          callbackEvents,
          idempotencyKey);
    }
  }
}

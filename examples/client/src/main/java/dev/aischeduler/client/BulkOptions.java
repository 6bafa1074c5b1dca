package dev.aischeduler.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a manifest is run; null leaves the choice to the server.
 *
 * @param name for people
 * @param type of rows without one
 * @param priority of rows without one
 * @param defaults fields of rows without them
 * @param window most items in flight
 * @param skipLimit the run fails when more rows are rejected
 * @param dryRun only checks every row
 * @param artifactNames names of files in results.zip
 * @param tenant whose tasks they are
 * @param callbackUrl address that is told of the end
 * @param callbackEvents which ends it is told of
 * @param idempotencyKey same key and same manifest find the same run; without one the client makes
 *     a key for each call
 */
public record BulkOptions(
    @Nullable String name,
    @Nullable String type,
    @Nullable Integer priority,
    @Nullable JsonNode defaults,
    @Nullable Integer window,
    @Nullable Integer skipLimit,
    @Nullable Boolean dryRun,
    @Nullable String artifactNames,
    @Nullable String tenant,
    @Nullable String callbackUrl,
    @Nullable List<String> callbackEvents,
    @Nullable String idempotencyKey) {

  /** Begins with nothing chosen. */
  public static Builder builder() {
    return new Builder();
  }

  String query() {
    return new Query()
        .add("name", name)
        .add("type", type)
        .add("priority", priority)
        .add("defaults", defaults)
        .add("window", window)
        .add("skip_limit", skipLimit)
        .add("dry_run", dryRun)
        .add("artifact_names", artifactNames)
        .add("tenant", tenant)
        .add("callback_url", callbackUrl)
        .add("callback_events", callbackEvents == null ? null : String.join(",", callbackEvents))
        .toString();
  }

  /** Collects options. For one thread. */
  public static final class Builder {
    private @Nullable String name;
    private @Nullable String type;
    private @Nullable Integer priority;
    private @Nullable JsonNode defaults;
    private @Nullable Integer window;
    private @Nullable Integer skipLimit;
    private @Nullable Boolean dryRun;
    private @Nullable String artifactNames;
    private @Nullable String tenant;
    private @Nullable String callbackUrl;
    private @Nullable List<String> callbackEvents;
    private @Nullable String idempotencyKey;

    private Builder() {}

    /** For people. */
    public Builder name(String value) {
      name = value;
      return this;
    }

    /** Of rows without one. */
    public Builder type(String value) {
      type = value;
      return this;
    }

    /** Of rows without one, 0..9. */
    public Builder priority(int value) {
      priority = value;
      return this;
    }

    /** Fields of rows without them. */
    public Builder defaults(JsonNode value) {
      defaults = value;
      return this;
    }

    /** Most items in flight. */
    public Builder window(int value) {
      window = value;
      return this;
    }

    /** The run fails when more rows are rejected. */
    public Builder skipLimit(int value) {
      skipLimit = value;
      return this;
    }

    /** Only checks every row. */
    public Builder dryRun(boolean value) {
      dryRun = value;
      return this;
    }

    /** Names of files in results.zip, such as <code>{line}-{prompt}.png</code>. */
    public Builder artifactNames(String value) {
      artifactNames = value;
      return this;
    }

    /** Whose tasks they are. */
    public Builder tenant(String value) {
      tenant = value;
      return this;
    }

    /** Address that is told of the end, and of which ends; of all when none is named. */
    public Builder callback(String url, String... events) {
      callbackUrl = url;
      callbackEvents = events.length == 0 ? null : List.of(events);
      return this;
    }

    /** Same key and same manifest find the same run. */
    public Builder idempotencyKey(String value) {
      idempotencyKey = value;
      return this;
    }

    /** The options. */
    public BulkOptions build() {
      return new BulkOptions(
          name,
          type,
          priority,
          defaults,
          window,
          skipLimit,
          dryRun,
          artifactNames,
          tenant,
          callbackUrl,
          callbackEvents,
          idempotencyKey);
    }
  }
}

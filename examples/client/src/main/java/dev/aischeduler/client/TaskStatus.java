package dev.aischeduler.client;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;

/** State of a task. */
public enum TaskStatus {
  /** Runs later, or waits for its next attempt. */
  @JsonProperty("scheduled")
  SCHEDULED,
  /** Waits for a slot. */
  @JsonProperty("queued")
  QUEUED,
  /** An attempt runs. */
  @JsonProperty("running")
  RUNNING,
  /** Its result is there. */
  @JsonProperty("succeeded")
  SUCCEEDED,
  /** Its attempts are used up. */
  @JsonProperty("failed")
  FAILED,
  /** Somebody cancelled it. */
  @JsonProperty("cancelled")
  CANCELLED,
  /** One that this client does not know. */
  @JsonEnumDefaultValue
  UNKNOWN;

  /** True when it changes no more, unless somebody retries the task. */
  public boolean isFinal() {
    return this == SUCCEEDED || this == FAILED || this == CANCELLED;
  }

  /** As the API writes it. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}

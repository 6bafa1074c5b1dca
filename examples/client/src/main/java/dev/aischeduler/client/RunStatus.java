package dev.aischeduler.client;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;
import com.fasterxml.jackson.annotation.JsonProperty;

/** State of a bulk run. */
public enum RunStatus {
  /** Stored; its first tasks are submitted soon. */
  @JsonProperty("queued")
  QUEUED,
  /** Submits tasks, or waits for them. */
  @JsonProperty("running")
  RUNNING,
  /** Submits no more until it is resumed. */
  @JsonProperty("paused")
  PAUSED,
  /** Every item succeeded. */
  @JsonProperty("succeeded")
  SUCCEEDED,
  /** An item failed or was rejected, or the run could not go on. */
  @JsonProperty("failed")
  FAILED,
  /** Somebody cancelled it. */
  @JsonProperty("cancelled")
  CANCELLED,
  /** One that this client does not know. */
  @JsonEnumDefaultValue
  UNKNOWN;

  /** True when it changes no more, unless somebody restarts the run. */
  public boolean isFinal() {
    return this == SUCCEEDED || this == FAILED || this == CANCELLED;
  }
}

package dev.aischeduler.client;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Waits between the attempts of a task, in place of the lane's. Whole seconds count.
 *
 * @param first wait; a random half is taken off
 * @param longest wait
 * @param factor by which each wait is longer than the one before
 */
public record Backoff(
    @JsonProperty("backoff_s") @Nullable Duration first,
    @JsonProperty("backoff_max_s") @Nullable Duration longest,
    @Nullable Double factor) {}

package dev.aischeduler.db.webhook;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One report to one receiver; a row of table {@code webhook_delivery}.
 *
 * @param id UUID version 7, so ids sort by creation; the receiver tells repetitions by it
 * @param subject {@code task}, or the kind of a run
 * @param subjectId of the job or run
 * @param attempt attempts claimed so far
 * @param statusCode HTTP status of the last answer; null for none
 * @param error of the last attempt; null for none
 * @param createdAt when the event happened
 * @param nextAttemptAt of a pending one: when it is claimed, or when the claim of a lost node ends
 * @param finishedAt when it was delivered or given up
 */
public record Delivery(
    UUID id,
    String tenant,
    String subject,
    UUID subjectId,
    Event event,
    String url,
    DeliveryState state,
    int attempt,
    @Nullable Integer statusCode,
    @Nullable String error,
    Instant createdAt,
    @Nullable Instant nextAttemptAt,
    @Nullable Instant finishedAt) {

  /** What {@code subject} is of a job. */
  public static final String TASK = "task";
}

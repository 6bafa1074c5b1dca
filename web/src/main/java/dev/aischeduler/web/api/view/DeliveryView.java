package dev.aischeduler.web.api.view;

import dev.aischeduler.db.webhook.Delivery;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One delivery of a webhook.
 *
 * @param subject {@code task}, {@code bulk} or {@code workflow}
 * @param subjectId of the job or run
 * @param attempt attempts made so far
 * @param statusCode of the last answer
 * @param error of the last attempt
 * @param createdAt when the event happened
 * @param nextAttemptAt when a pending one is tried again
 * @param finishedAt when it was delivered or given up
 */
public record DeliveryView(
    UUID id,
    String tenant,
    String subject,
    UUID subjectId,
    String event,
    String url,
    String state,
    int attempt,
    @Nullable Integer statusCode,
    @Nullable String error,
    Instant createdAt,
    @Nullable Instant nextAttemptAt,
    @Nullable Instant finishedAt) {

  /** The view of a delivery. */
  public static DeliveryView of(Delivery delivery) {
    return new DeliveryView(
        delivery.id(),
        delivery.tenant(),
        delivery.subject(),
        delivery.subjectId(),
        delivery.event().wireName(),
        delivery.url(),
        delivery.state().wireName(),
        delivery.attempt(),
        delivery.statusCode(),
        delivery.error(),
        delivery.createdAt(),
        delivery.nextAttemptAt(),
        delivery.finishedAt());
  }
}

package dev.aischeduler.engine.webhook;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aischeduler.config.json.Json;
import dev.aischeduler.db.run.Run;
import dev.aischeduler.db.run.RunStore;
import dev.aischeduler.db.webhook.Delivery;
import dev.aischeduler.engine.lane.JobDetails;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Makes what is posted: the event, and how the job or run is at this moment. Thread-safe. */
final class MessageMaker {
  private final Function<UUID, Optional<JobDetails>> jobs;
  private final Function<JobDetails, JsonNode> document;
  private final RunStore runs;
  private final Signer signer;
  private final Clock clock;

  MessageMaker(
      Function<UUID, Optional<JobDetails>> jobs,
      Function<JobDetails, JsonNode> document,
      RunStore runs,
      Signer signer,
      Clock clock) {
    this.jobs = jobs;
    this.document = document;
    this.runs = runs;
    this.signer = signer;
    this.clock = clock;
  }

  /** What a run's receiver is told of it. */
  record RunDocument(
      UUID id,
      String kind,
      String name,
      String tenant,
      String status,
      @Nullable String error,
      Run.Counts items,
      Instant createdAt,
      @Nullable Instant startedAt,
      @Nullable Instant finishedAt) {}

  /** What a receiver is told of a job or run that was deleted since. */
  record GoneDocument(UUID id, boolean deleted) {}

  /** The body of a message. */
  record Body(String type, Instant timestamp, JsonNode data) {}

  /**
   * A message and the trace of what it reports.
   *
   * @param traceparent null when that is not traced
   */
  record Made(Message message, @Nullable String traceparent) {}

  /** How a job or run is now. */
  private record Subject(JsonNode data, @Nullable String traceparent) {}

  Made message(Delivery delivery) {
    Subject subject = subject(delivery);
    return new Made(message(delivery, subject.data()), subject.traceparent());
  }

  private Message message(Delivery delivery, JsonNode data) {
    String type = delivery.subject() + "." + delivery.event().wireName();
    byte[] body = bytes(new Body(type, delivery.createdAt(), data));
    String id = "msg_" + delivery.id();
    Instant now = clock.instant();
    return new Message(
        URI.create(delivery.url()),
        Map.of(
            "Content-Type",
            "application/json",
            "webhook-id",
            id,
            "webhook-timestamp",
            Long.toString(now.getEpochSecond()),
            "webhook-signature",
            signer.sign(id, now, body)),
        body);
  }

  private Subject subject(Delivery delivery) {
    UUID id = delivery.subjectId();
    Optional<Subject> found =
        delivery.subject().equals(Delivery.TASK)
            ? jobs.apply(id).map(job -> new Subject(document.apply(job), job.job().traceparent()))
            : runs.find(id).map(run -> new Subject(run(run), run.traceparent()));
    return found.orElseGet(() -> new Subject(tree(new GoneDocument(id, true)), null));
  }

  private static JsonNode run(Run run) {
    return tree(
        new RunDocument(
            run.id(),
            run.kind(),
            run.name(),
            run.tenant(),
            run.status().wireName(),
            run.error(),
            run.counts(),
            run.createdAt(),
            run.startedAt(),
            run.finishedAt()));
  }

  private static ObjectNode tree(Record document) {
    return Json.mapper().valueToTree(document);
  }

  private static byte[] bytes(Body body) {
    try {
      return Json.mapper().writeValueAsBytes(body);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a webhook cannot be written as JSON", e);
    }
  }
}

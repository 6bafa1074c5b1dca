package dev.aischeduler.engine.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aischeduler.config.TestTaskTypes;
import dev.aischeduler.config.json.Json;
import dev.aischeduler.db.job.Job;
import dev.aischeduler.db.webhook.Delivery;
import dev.aischeduler.db.webhook.DeliveryState;
import dev.aischeduler.db.webhook.DeliveryStore;
import dev.aischeduler.engine.bulkrun.BulkOptions;
import dev.aischeduler.engine.submission.Submission;
import dev.aischeduler.engine.testing.EngineFixture;
import dev.aischeduler.engine.testing.OnBothDatabases;
import dev.aischeduler.engine.testing.SettableClock;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is reported, and that none of it is lost. */
final class WebhookTest extends OnBothDatabases {
  private static final String SECRET = "whsec_" + "A".repeat(32);
  private static final String URL = "https://receiver.example/hook";
  private static final List<String> ALL = List.of("succeeded", "failed", "cancelled", "retrying");

  private @Nullable EngineFixture fixture;

  private EngineFixture open(Clock clock) {
    fixture = start(clock, "webhooks.secret=" + SECRET, "lanes.llm.backoff_s=0");
    return fixture;
  }

  @AfterEach
  void close() {
    if (fixture != null) {
      fixture.close();
    }
  }

  private static UUID submit(EngineFixture on, String action, int attempts, List<String> events) {
    return on.jobs()
        .submit(
            new Submission(
                TestTaskTypes.LLM,
                EngineFixture.request("a " + action, action),
                null,
                attempts,
                null,
                null,
                List.of(),
                null,
                null,
                null,
                null,
                null,
                new CallbackTerms(URL, events)))
        .job()
        .id();
  }

  private static List<Delivery> deliveries(EngineFixture on, @Nullable UUID subject) {
    return on.engine().webhooks().list(new DeliveryStore.Filter(null, subject, null, null), 100);
  }

  private static Delivery delivered(EngineFixture on, UUID subject, DeliveryState state) {
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> deliveries(on, subject).stream().filter(d -> d.state() == state).count() == 1);
    return deliveries(on, subject).get(0);
  }

  private static JsonNode body(Message message) {
    try {
      return Json.mapper().readTree(message.body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> types(EngineFixture on) {
    return on.receiver.messages.stream().map(m -> body(m).path("type").asText()).sorted().toList();
  }

  @Test
  void each_kind_of_end_is_reported_once_and_signed() throws Exception {
    EngineFixture on = open(Clock.systemUTC());
    UUID silent = on.submit(TestTaskTypes.LLM, "silent", null);
    on.await(silent);
    UUID done = submit(on, "ok", 1, null);
    UUID failed = submit(on, "fail", 2, ALL);
    on.await(done);
    on.await(failed);
    UUID cancelled = submit(on, "hang", 1, null);
    on.jobs().cancel(cancelled);
    delivered(on, done, DeliveryState.DELIVERED);
    delivered(on, cancelled, DeliveryState.DELIVERED);
    await().until(() -> on.receiver.messages.size() >= 4);
    assertThat(types(on))
        .containsExactly("task.cancelled", "task.failed", "task.retrying", "task.succeeded");
    Message first =
        on.receiver.messages.stream()
            .filter(m -> body(m).path("data").path("id").asText().equals(done.toString()))
            .findFirst()
            .orElseThrow();
    String id = first.headers().get("webhook-id");
    Instant at = Instant.ofEpochSecond(Long.parseLong(first.headers().get("webhook-timestamp")));
    assertThat(first.url()).hasToString(URL);
    assertThat(first.headers().get("webhook-signature"))
        .isEqualTo(new Signer(SECRET).sign(id, at, first.body()));
    assertThat(id).isEqualTo("msg_" + deliveries(on, done).get(0).id());
    assertThat(deliveries(on, silent)).isEmpty();
  }

  @Test
  void only_chosen_events_are_reported() throws Exception {
    EngineFixture on = open(Clock.systemUTC());
    UUID quiet = submit(on, "ok", 1, List.of("failed"));
    UUID told = submit(on, "fail", 1, List.of("failed"));
    on.await(quiet);
    on.await(told);
    delivered(on, told, DeliveryState.DELIVERED);
    assertThat(deliveries(on, null)).hasSize(1);
  }

  @Test
  void a_job_that_nobody_starts_in_time_is_reported_as_failed() {
    EngineFixture on = open(Clock.systemUTC());
    on.jobs().pause(TestTaskTypes.LLM, true);
    UUID late =
        on.jobs()
            .submit(
                new Submission(
                    TestTaskTypes.LLM,
                    EngineFixture.request("late", null),
                    null,
                    null,
                    null,
                    null,
                    List.of(),
                    null,
                    null,
                    1,
                    null,
                    null,
                    new CallbackTerms(URL, null)))
            .job()
            .id();
    delivered(on, late, DeliveryState.DELIVERED);
    assertThat(types(on)).containsExactly("task.failed");
  }

  @Test
  void a_receiver_that_fails_is_tried_for_a_day_and_can_be_tried_anew() throws Exception {
    SettableClock clock = new SettableClock(Instant.parse("2026-12-01T00:00:00Z"));
    EngineFixture on = open(clock);
    on.receiver.answer = CompletableFuture.completedFuture(500);
    UUID job = submit(on, "ok", 1, null);
    on.await(job);
    Instant begin = clock.instant();
    for (int attempt = 1; attempt <= 10; attempt++) {
      int made = attempt;
      await()
          .until(() -> on.receiver.messages.size() == made && on.engine().system().running() == 0);
      Instant next = deliveries(on, job).get(0).nextAttemptAt();
      assertThat(next).isAfter(clock.instant());
      clock.advance(Duration.between(clock.instant(), next));
      on.engine().webhooks().wakeup().signal();
    }
    Delivery lost = delivered(on, job, DeliveryState.FAILED);
    assertThat(lost.attempt()).isEqualTo(11);
    assertThat(lost.error()).isEqualTo("the receiver answered 500");
    assertThat(Duration.between(begin, lost.finishedAt()))
        .isBetween(Duration.ofHours(20), Duration.ofHours(28));

    on.receiver.answer = CompletableFuture.completedFuture(204);
    on.engine().webhooks().replay(lost.id());
    Delivery anew = delivered(on, job, DeliveryState.DELIVERED);
    assertThat(anew.attempt()).isEqualTo(1);
    assertThat(anew.error()).isNull();
    assertThat(on.receiver.messages)
        .extracting(message -> message.headers().get("webhook-id"))
        .hasSize(12)
        .containsOnly("msg_" + lost.id());
  }

  @Test
  void an_attempt_whose_node_is_lost_is_made_again() throws Exception {
    SettableClock clock = new SettableClock(Instant.parse("2026-12-01T00:00:00Z"));
    EngineFixture on = open(clock);
    on.receiver.answer = new CompletableFuture<>();
    UUID job = submit(on, "ok", 1, null);
    on.await(job);
    await().until(() -> on.receiver.messages.size() == 1);
    on.restart();
    on.receiver.answer = CompletableFuture.completedFuture(200);
    assertThat(deliveries(on, job).get(0).state()).isEqualTo(DeliveryState.PENDING);
    clock.advance(Duration.ofMinutes(2));
    on.engine().webhooks().wakeup().signal();
    assertThat(delivered(on, job, DeliveryState.DELIVERED).attempt()).isEqualTo(2);
  }

  @Test
  void a_receiver_that_is_gone_or_forbidden_is_not_tried_again() throws Exception {
    EngineFixture on = open(Clock.systemUTC());
    on.receiver.answer = CompletableFuture.completedFuture(410);
    UUID gone = submit(on, "ok", 1, null);
    on.await(gone);
    assertThat(delivered(on, gone, DeliveryState.FAILED).attempt()).isEqualTo(1);
    on.receiver.answer =
        CompletableFuture.failedFuture(new ForbiddenAddressException("receiver.example"));
    UUID forbidden = submit(on, "ok", 1, null);
    on.await(forbidden);
    assertThat(delivered(on, forbidden, DeliveryState.FAILED).error())
        .contains("webhooks.allowed_networks");
  }

  @Test
  void runs_report_their_ends() throws Exception {
    EngineFixture on = open(Clock.systemUTC());
    CallbackTerms terms = new CallbackTerms(URL, null);
    String rows = "{\"type\":\"llm\",\"text\":\"one\"}\n";
    BulkOptions options = BulkOptions.named("nightly").reporting(terms);
    UUID bulk =
        on.engine()
            .bulkRuns()
            .submit(
                on.engine().bulkRuns().newId(),
                options,
                new ByteArrayInputStream(rows.getBytes(StandardCharsets.UTF_8)))
            .id();
    delivered(on, bulk, DeliveryState.DELIVERED);
    var workflows = on.engine().workflows();
    UUID workflow =
        workflows
            .start(
                null,
                workflows.read("name: one\nsteps:\n  a: {task: llm, request: {text: hello}}\n"),
                Json.mapper().createObjectNode(),
                null,
                terms)
            .id();
    delivered(on, workflow, DeliveryState.DELIVERED);
    assertThat(types(on)).containsExactly("bulk.succeeded", "workflow.succeeded");
    JsonNode data = body(on.receiver.messages.get(0)).path("data");
    assertThat(data.path("id").asText()).isEqualTo(bulk.toString());
    assertThat(data.path("status").asText()).isEqualTo("succeeded");
    assertThat(data.path("items").path("succeeded").asInt()).isEqualTo(1);
  }

  @Test
  void a_lost_worker_without_attempts_is_reported() throws Exception {
    EngineFixture on = open(Clock.systemUTC());
    on.llm.gate = new CountDownLatch(1);
    UUID job = submit(on, "stubborn-once", 1, null);
    await().until(() -> on.llm.running.get() == 1);
    on.restart();
    on.llm.gate.countDown();
    Job ended = on.await(job);
    assertThat(ended.errorType()).isEqualTo("worker_lost");
    delivered(on, job, DeliveryState.DELIVERED);
    assertThat(types(on)).containsExactly("task.failed");
  }
}

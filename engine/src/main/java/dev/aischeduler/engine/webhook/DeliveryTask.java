package dev.aischeduler.engine.webhook;

import dev.aischeduler.db.webhook.Delivery;
import dev.aischeduler.db.webhook.DeliveryState;
import dev.aischeduler.db.webhook.DeliveryStore;
import dev.aischeduler.engine.figure.Tally;
import dev.aischeduler.engine.system.SystemContext;
import dev.aischeduler.engine.system.SystemTask;
import dev.aischeduler.engine.trace.TraceSpan;
import dev.aischeduler.engine.trace.Traces;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the attempts that are due, many at a time, as one system job. An attempt is claimed before
 * it is sent: one whose node is lost is made again when its claim ends, so that each is made at
 * least once. Thread-safe.
 */
final class DeliveryTask implements SystemTask {
  static final String KIND = "webhooks";
  private static final Logger LOG = LoggerFactory.getLogger(DeliveryTask.class);

  /** Attempts at the same time in one run of the task. */
  private static final int AT_ONCE = 64;

  /** So long a run claims attempts; then another follows. */
  private static final Duration LONGEST = Duration.ofSeconds(20);

  /** From the end of an attempt's time to the end of its claim. */
  private static final Duration MARGIN = Duration.ofSeconds(60);

  private static final int GONE = 410;

  /** Statuses from here on say that the receiver did not take it. */
  private static final int BAD = 400;

  private final DeliveryStore store;
  private final MessageMaker messages;
  private final WebhookSender sender;
  private final Traces traces;
  private final AttemptPlan plan;
  private final Duration claim;
  private final Tally<DeliveryState> ends =
      new Tally<>(DeliveryState.values().length, DeliveryState.FAILED);
  private final Clock clock;

  /**
   * @param timeout of one attempt, by which the sender has ended it
   */
  DeliveryTask(
      DeliveryStore store,
      MessageMaker messages,
      WebhookSender sender,
      Traces traces,
      AttemptPlan plan,
      Duration timeout,
      Clock clock) {
    this.store = store;
    this.messages = messages;
    this.sender = sender;
    this.traces = traces;
    this.plan = plan;
    this.claim = timeout.plus(MARGIN);
    this.clock = clock;
  }

  /** How an attempt ended. */
  private record Ended(Delivery delivery, @Nullable Integer status, @Nullable Throwable error) {
    boolean delivered() {
      return status != null && status >= 200 && status < 300;
    }

    /** Whether another attempt would be of no use: the receiver says so, or it is no receiver. */
    boolean hopeless() {
      return error instanceof ForbiddenAddressException || (status != null && status == GONE);
    }

    @Nullable String why() {
      if (delivered()) {
        return null;
      }
      return error == null
          ? "the receiver answered " + status
          : error.getMessage() == null ? error.toString() : error.getMessage();
    }
  }

  /** Attempts of this node after which a delivery stood so. */
  double attempts(DeliveryState state) {
    return ends.of(state);
  }

  @Override
  public String kind() {
    return KIND;
  }

  /** Whoever looks for due attempts starts another. */
  @Override
  public int retries() {
    return 0;
  }

  @Override
  public String run(String document, SystemContext context) throws InterruptedException {
    Instant end = clock.instant().plus(LONGEST);
    BlockingQueue<Ended> ended = new LinkedBlockingQueue<>();
    int inFlight = 0;
    int made = 0;
    do {
      context.checkCancelled();
      Instant now = clock.instant();
      if (inFlight < AT_ONCE && now.isBefore(end)) {
        List<Delivery> claimed = store.claim(now, now.plus(claim), AT_ONCE - inFlight);
        claimed.forEach(delivery -> send(delivery, ended));
        inFlight += claimed.size();
      }
      Ended next = inFlight == 0 ? null : ended.poll(1, TimeUnit.SECONDS);
      while (next != null) {
        settle(next);
        inFlight--;
        made++;
        next = ended.poll();
      }
    } while (inFlight > 0);
    return "made " + made + " attempts to deliver webhooks";
  }

  private void send(Delivery delivery, BlockingQueue<Ended> ended) {
    try {
      MessageMaker.Made made = messages.message(delivery);
      TraceSpan span = span(delivery, made);
      String own = span.traceparent();
      sender
          .send(own == null ? made.message() : made.message().with("traceparent", own))
          .whenComplete(
              (status, error) -> {
                end(span, status, error);
                ended.add(new Ended(delivery, status, cause(error)));
              });
    } catch (IllegalArgumentException e) {
      ended.add(new Ended(delivery, null, e));
    }
  }

  /** The receiver's path and query may hold a secret; its name does not. */
  private TraceSpan span(Delivery delivery, MessageMaker.Made made) {
    return traces
        .call(made.traceparent(), "webhook")
        .put("http.request.method", "POST")
        .put("server.address", made.message().url().getHost())
        .put("ai_scheduler.webhook.id", delivery.id().toString())
        .put("ai_scheduler.webhook.event", delivery.event().wireName())
        .put("ai_scheduler.attempt", delivery.attempt());
  }

  private static void end(TraceSpan span, @Nullable Integer status, @Nullable Throwable error) {
    try (span) {
      if (status != null) {
        span.put("http.response.status_code", status);
        if (status >= BAD) {
          span.failed(status.toString());
        }
      } else {
        Throwable cause = cause(error);
        span.failed(cause == null ? "none" : cause.getClass().getSimpleName());
      }
    }
  }

  private static @Nullable Throwable cause(@Nullable Throwable error) {
    return error instanceof CompletionException && error.getCause() != null
        ? error.getCause()
        : error;
  }

  private void settle(Ended end) {
    Delivery delivery = end.delivery();
    Instant now = clock.instant();
    Optional<Duration> wait =
        end.delivered() || end.hopeless() ? Optional.empty() : plan.after(delivery.attempt());
    DeliveryState state =
        end.delivered()
            ? DeliveryState.DELIVERED
            : wait.isPresent() ? DeliveryState.PENDING : DeliveryState.FAILED;
    ends.add(state, 1);
    store.ended(delivery, state, end.status(), end.why(), wait.map(now::plus).orElse(null), now);
    if (state == DeliveryState.FAILED) {
      LOG.warn(
          "webhook {} of {} {} is given up after attempt {}: {}",
          delivery.id(),
          delivery.subject(),
          delivery.subjectId(),
          delivery.attempt(),
          end.why());
    } else {
      LOG.info(
          "webhook {} of {} {} ({}): attempt {} {}",
          delivery.id(),
          delivery.subject(),
          delivery.subjectId(),
          delivery.event().wireName(),
          delivery.attempt(),
          end.delivered() ? "delivered" : "failed, it is tried again: " + end.why());
    }
  }
}

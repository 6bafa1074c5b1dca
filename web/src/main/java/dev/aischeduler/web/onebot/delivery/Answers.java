package dev.aischeduler.web.onebot.delivery;

import dev.aischeduler.config.Settings;
import dev.aischeduler.db.bot.BotAnswerStore;
import dev.aischeduler.db.bot.BotAnswerStore.Reach;
import dev.aischeduler.db.bot.BotMessage;
import dev.aischeduler.db.bot.BotTransport;
import dev.aischeduler.engine.JobService;
import dev.aischeduler.engine.refusal.JobNotFoundException;
import dev.aischeduler.web.onebot.conversation.AllowList;
import dev.aischeduler.web.onebot.conversation.BotTexts;
import dev.aischeduler.web.onebot.conversation.JobSubmitter;
import dev.aischeduler.web.onebot.figure.BotCounts;
import dev.aischeduler.web.onebot.figure.BotCounts.Sent;
import dev.aischeduler.web.onebot.protocol.BotApi;
import dev.aischeduler.web.onebot.transport.BotConnections;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Looks for answers that are due and sends those that this node can send: to bots that it holds the
 * WebSocket of, or by the HTTP API. Any node may have taken the message and run its job. One thread
 * looks.
 */
public final class Answers {
  /** Answers on their way at once. */
  private static final int AT_ONCE = 16;

  private static final int BATCH = 100;

  /** How often a node looks without being told. */
  private static final Duration LOOK = Duration.ofSeconds(1);

  /** A node that stores the job of a message of another has so long for it. */
  private static final Duration SUBMIT = Duration.ofSeconds(30);

  private final BotAnswerStore store;
  private final JobService jobs;
  private final JobSubmitter submitter;
  private final BotConnections connections;
  private final @Nullable BotApi http;
  private final JobWatch watch;
  private final BotCounts counts;
  private final AnswerSender sender;
  private final Executor workers;
  private final Runnable due;
  private final String node;
  private final Clock clock;
  private final AtomicInteger inFlight = new AtomicInteger();

  /** Only the thread that looks touches these. */
  private boolean begun;

  private Instant cleaned = Instant.EPOCH;

  /**
   * @param http the bot's HTTP API; null for none
   * @param workers for what may wait for the database
   * @param due makes the next look begin at once
   */
  public Answers(
      Settings settings,
      BotAnswerStore store,
      JobService jobs,
      AllowList allowed,
      JobSubmitter submitter,
      BotTexts texts,
      BotConnections connections,
      @Nullable BotApi http,
      JobWatch watch,
      BotCounts counts,
      Executor workers,
      Runnable due,
      Clock clock) {
    this.store = store;
    this.jobs = jobs;
    this.submitter = submitter;
    this.connections = connections;
    this.http = http;
    this.watch = watch;
    this.counts = counts;
    this.workers = workers;
    this.due = due;
    this.node = settings.node().name();
    this.clock = clock;
    AnswerMaker maker = new AnswerMaker(jobs, texts, settings.bot().onebot().answerChars());
    this.sender = new AnswerSender(store, jobs, allowed, maker, this::api, counts, workers, clock);
  }

  private Optional<BotApi> api(BotMessage message) {
    return http != null && message.transport() == BotTransport.HTTP
        ? Optional.of(http)
        : connections.of(message.selfId());
  }

  /** Looks once; returns the milliseconds until the next look. */
  public long look() {
    Instant now = clock.instant();
    if (!begun) {
      store.release(node, now);
      begun = true;
    }
    if (!cleaned.plus(LOOK).isAfter(now)) {
      clean(now);
      cleaned = now;
    }
    Reach reach = new Reach(connections.online(), http != null);
    int free = AT_ONCE - inFlight.get();
    if (free > 0 && !reach.isNowhere()) {
      store.claim(reach, node, now, now.plus(AnswerSender.CLAIM), free).forEach(this::send);
    }
    return LOOK.toMillis();
  }

  private void send(BotMessage message) {
    inFlight.incrementAndGet();
    AtomicBoolean ended = new AtomicBoolean();
    Runnable done =
        () -> {
          if (ended.compareAndSet(false, true)) {
            inFlight.decrementAndGet();
            due.run();
          }
        };
    workers.execute(() -> sender.send(message, done));
  }

  private void clean(Instant now) {
    store.expire(now, BATCH).forEach(this::expired);
    List<BotMessage> lost = store.claimReceived(node, now, now.plus(SUBMIT), BATCH);
    lost.forEach(submitter::submit);
    watch.prune();
  }

  /** Nobody waits for the result any more. */
  private void expired(BotMessage message) {
    counts.answer(Sent.EXPIRED);
    if (message.jobId() != null) {
      try {
        jobs.cancel(message.jobId());
      } catch (JobNotFoundException e) {
        // retention was faster
      }
    }
  }
}

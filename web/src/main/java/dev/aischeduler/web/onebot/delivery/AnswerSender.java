package dev.aischeduler.web.onebot.delivery;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aischeduler.config.json.Json;
import dev.aischeduler.db.bot.BotAnswerStore;
import dev.aischeduler.db.bot.BotMessage;
import dev.aischeduler.db.bot.BotMessageState;
import dev.aischeduler.engine.JobService;
import dev.aischeduler.engine.refusal.JobNotFoundException;
import dev.aischeduler.web.onebot.conversation.AllowList;
import dev.aischeduler.web.onebot.figure.BotCounts;
import dev.aischeduler.web.onebot.figure.BotCounts.Sent;
import dev.aischeduler.web.onebot.protocol.ApiReply;
import dev.aischeduler.web.onebot.protocol.BotApi;
import dev.aischeduler.web.onebot.protocol.NotSentException;
import dev.aischeduler.web.onebot.protocol.QuickReply;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends claimed answers, part by part, without a thread that waits for the bot. Thread-safe.
 *
 * <p>Invariant: a part is sent again only after the bot has said that it did not send it, or does
 * not show it in the chat, or cannot tell.
 */
final class AnswerSender {
  /** So long an answer belongs to its node, from the claim or its last part on. */
  static final Duration CLAIM = Duration.ofMinutes(2);

  private static final Logger LOG = LoggerFactory.getLogger(AnswerSender.class);

  /** Attempts that a bot may refuse. */
  private static final int MOST_REFUSALS = 3;

  /** A bot may still be doing what it was asked for when its connection broke. */
  private static final Duration DOUBT = Duration.ofSeconds(3);

  private final BotAnswerStore store;
  private final JobService jobs;
  private final AllowList allowed;
  private final AnswerMaker maker;
  private final Function<BotMessage, Optional<BotApi>> apis;
  private final BotCounts counts;
  private final Executor workers;
  private final Clock clock;

  /**
   * @param apis how the bot of a message is reached now; empty while it is away
   * @param workers for what may wait for the database
   */
  AnswerSender(
      BotAnswerStore store,
      JobService jobs,
      AllowList allowed,
      AnswerMaker maker,
      Function<BotMessage, Optional<BotApi>> apis,
      BotCounts counts,
      Executor workers,
      Clock clock) {
    this.store = store;
    this.jobs = jobs;
    this.allowed = allowed;
    this.maker = maker;
    this.apis = apis;
    this.counts = counts;
    this.workers = workers;
    this.clock = clock;
  }

  /** Sends a claimed answer; {@code done} runs once, when nothing more is done for this claim. */
  void send(BotMessage message, Runnable done) {
    step(done, () -> begin(message, done));
  }

  /** What fails here, as when the database is away, is done again when the claim ends. */
  private static void step(Runnable done, Runnable work) {
    try {
      work.run();
    } catch (RuntimeException | Error e) {
      LOG.warn("an answer to a bot message is sent later: {}", e.toString());
      done.run();
    }
  }

  /** An answer under way. */
  private record Sending(BotMessage message, BotApi api, List<AnswerPart> parts, Runnable done) {}

  private void begin(BotMessage message, Runnable done) {
    if (isRefusedNow(message)) {
      cancelJob(message);
      end(message, BotMessageState.WITHDRAWN, Sent.WITHDRAWN, done);
      return;
    }
    Optional<BotApi> api = apis.apply(message);
    if (api.isEmpty()) {
      later(message, message.partsSent(), message.inDoubt(), message.failures(), clock.instant());
      done.run();
      return;
    }
    Optional<List<AnswerPart>> parts = maker.parts(message);
    if (parts.isEmpty()) {
      end(message, BotMessageState.EXPIRED, Sent.EXPIRED, done);
      return;
    }
    Sending sending = new Sending(message, api.get(), parts.get(), done);
    int next = message.partsSent();
    if (!message.inDoubt() || next >= parts.get().size()) {
      part(sending, next);
      return;
    }
    SentCheck.wasSent(api.get(), message, parts.get().get(next))
        .whenCompleteAsync(
            (sent, error) -> step(done, () -> checked(sending, next, sent, error)), workers);
  }

  /** A refusal is told to those who are refused; they get nothing else. */
  private boolean isRefusedNow(BotMessage message) {
    return switch (message.kind()) {
      case REFUSAL -> false;
      default -> !allowed.permits(message.userId(), message.groupId());
    };
  }

  private void cancelJob(BotMessage message) {
    if (message.jobId() != null) {
      try {
        jobs.cancel(message.jobId());
      } catch (JobNotFoundException e) {
        LOG.debug("the job of bot message {} is gone", message.id());
      }
    }
  }

  private void checked(
      Sending sending, int next, @Nullable Boolean sent, @Nullable Throwable error) {
    if (error != null) {
      failed(sending, next, true, error);
    } else if (Boolean.TRUE.equals(sent)) {
      counts.answer(Sent.FOUND);
      sent(sending, next);
    } else {
      part(sending, next);
    }
  }

  private void part(Sending sending, int number) {
    BotMessage message = sending.message();
    if (number >= sending.parts().size()) {
      end(message, BotMessageState.ANSWERED, Sent.SENT, sending.done());
      return;
    }
    ObjectNode parameters = Json.mapper().createObjectNode();
    boolean inGroup = message.groupId() != null;
    if (inGroup) {
      parameters.put("group_id", message.groupId());
    } else {
      parameters.put("user_id", message.userId());
    }
    parameters.set("message", QuickReply.message(sending.parts().get(number).segments()));
    sending
        .api()
        .call(inGroup ? "send_group_msg" : "send_private_msg", parameters)
        .whenCompleteAsync(
            (reply, error) -> step(sending.done(), () -> replied(sending, number, reply, error)),
            workers);
  }

  private void replied(
      Sending sending, int number, @Nullable ApiReply reply, @Nullable Throwable error) {
    if (reply == null) {
      failed(sending, number, false, error);
    } else if (reply.isOk()) {
      sent(sending, number);
    } else {
      refused(sending, number, reply);
    }
  }

  private void sent(Sending sending, int number) {
    int next = number + 1;
    // the last one ends the answer, and needs no line of its own
    boolean own =
        next >= sending.parts().size()
            || store.partSent(sending.message(), next, clock.instant().plus(CLAIM));
    if (own) {
      part(sending, next);
    } else {
      sending.done().run();
    }
  }

  private void refused(Sending sending, int number, ApiReply reply) {
    BotMessage message = sending.message();
    int failures = message.failures() + 1;
    if (failures >= MOST_REFUSALS) {
      LOG.warn(
          "the bot {} refuses message {} ({})", message.selfId(), message.id(), reply.retcode());
      end(message, BotMessageState.FAILED, Sent.FAILED, sending.done());
      return;
    }
    counts.answer(Sent.RETRIED);
    // 1 s, then 4
    Duration pause = Duration.ofSeconds(1L << (2 * (failures - 1)));
    later(message, number, false, failures, clock.instant().plus(pause));
    sending.done().run();
  }

  /**
   * The end of a call is not known, or it did not leave.
   *
   * @param doubtBefore whether an earlier attempt may have sent this part
   */
  private void failed(Sending sending, int number, boolean doubtBefore, @Nullable Throwable error) {
    BotMessage message = sending.message();
    Throwable cause = error instanceof CompletionException ? error.getCause() : error;
    boolean left = !(cause instanceof NotSentException);
    LOG.debug("bot message {} is sent later: {}", message.id(), String.valueOf(cause));
    counts.answer(Sent.RETRIED);
    later(message, number, left || doubtBefore, message.failures(), clock.instant().plus(DOUBT));
    sending.done().run();
  }

  private void later(BotMessage message, int parts, boolean inDoubt, int failures, Instant next) {
    store.later(message, parts, inDoubt, failures, next);
  }

  private void end(BotMessage message, BotMessageState state, Sent sent, Runnable done) {
    store.ended(message, state, clock.instant());
    counts.answer(sent);
    LOG.info("bot message {} is {}", message.id(), state.wireName());
    done.run();
  }
}

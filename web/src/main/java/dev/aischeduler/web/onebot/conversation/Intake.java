package dev.aischeduler.web.onebot.conversation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aischeduler.config.Settings;
import dev.aischeduler.config.json.Json;
import dev.aischeduler.db.bot.BotMessage;
import dev.aischeduler.db.bot.BotMessageKind;
import dev.aischeduler.db.bot.BotMessageState;
import dev.aischeduler.db.bot.BotMessageStore;
import dev.aischeduler.db.bot.BotTransport;
import dev.aischeduler.engine.JobService;
import dev.aischeduler.web.onebot.figure.BotCounts;
import dev.aischeduler.web.onebot.figure.BotCounts.Taken;
import dev.aischeduler.web.onebot.protocol.MessageEvent;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Takes messages: each becomes a row and, where it asks for one, a job. Thread-safe.
 *
 * <p>Invariants: a message is taken once, however often and by whatever way it comes; a message of
 * somebody whom the bot is not for, or who has sent too many, becomes no job.
 */
public final class Intake {
  /** Messages of one person wait for one another, those of others as a rule do not. */
  private static final int LOCKS = 64;

  /** After so long another node may store the job of a message. */
  private static final Duration SUBMIT = Duration.ofSeconds(30);

  private final Settings.OneBot settings;
  private final BotMessageStore store;
  private final AllowList allowed;
  private final PersonLimits limits;
  private final ChatHistory history;
  private final PersonJobs personJobs;
  private final JobSubmitter submitter;
  private final BotTexts texts;
  private final BotCounts counts;
  private final String node;
  private final Runnable due;
  private final Clock clock;
  private final List<ReentrantLock> locks =
      Stream.generate(ReentrantLock::new).limit(LOCKS).toList();

  /**
   * @param due is told that an answer waits to be sent; quick
   */
  public Intake(
      Settings settings,
      BotMessageStore store,
      JobService jobs,
      AllowList allowed,
      JobSubmitter submitter,
      BotTexts texts,
      BotCounts counts,
      Runnable due,
      Clock clock) {
    this.settings = settings.bot().onebot();
    this.store = store;
    this.allowed = allowed;
    this.limits = new PersonLimits(this.settings, store);
    this.history = new ChatHistory(settings, store, jobs);
    this.personJobs =
        new PersonJobs(store, jobs, texts, Duration.ofMinutes(this.settings.answerMinutes()));
    this.submitter = submitter;
    this.texts = texts;
    this.counts = counts;
    this.node = settings.node().name();
    this.due = due;
    this.clock = clock;
  }

  /**
   * What became of a message.
   *
   * @param reply what is to be answered at once, in the answer to the post; null for nothing
   */
  public record Outcome(Taken taken, @Nullable String reply) {
    private static Outcome of(Taken taken) {
      return new Outcome(taken, null);
    }
  }

  /** A message with what is known of it. */
  private record Arrival(
      MessageEvent event, BotTransport transport, BotLanguage language, Instant now) {}

  /** Takes a message; it is durable when this returns. */
  public Outcome take(MessageEvent event, BotTransport transport) {
    Instant now = clock.instant();
    Outcome outcome = take(new Arrival(event, transport, BotLanguage.ofMessage(event.text()), now));
    counts.message(outcome.taken());
    return outcome;
  }

  private Outcome take(Arrival arrival) {
    MessageEvent event = arrival.event();
    boolean permitted = allowed.permits(event.userId(), event.groupId());
    if (event.userId() == event.selfId() || !isForBot(event, permitted)) {
      return Outcome.of(Taken.IGNORED);
    }
    if (event.sentAt().isBefore(arrival.now().minusSeconds(settings.maxAgeS()))) {
      return Outcome.of(Taken.OLD);
    }
    ReentrantLock lock = locks.get(Math.floorMod(Long.hashCode(event.userId()), LOCKS));
    lock.lock();
    try {
      if (store.exists(event.selfId(), event.messageId())) {
        return Outcome.of(Taken.DUPLICATE);
      }
      return permitted ? permitted(arrival) : refused(arrival);
    } finally {
      lock.unlock();
    }
  }

  /** Others than those it is for hear from the bot only when they speak to it. */
  private boolean isForBot(MessageEvent event, boolean permitted) {
    if (event.groupId() != null && !event.mentionsBot()) {
      return permitted && !settings.requireMention() && !event.text().isEmpty();
    }
    // who only mentions it may want to know what it does
    return event.groupId() != null || !event.text().isEmpty();
  }

  private Outcome refused(Arrival arrival) {
    return answered(
        arrival, BotMessageKind.REFUSAL, texts.of(arrival.language(), "refused"), Taken.REFUSED);
  }

  private Outcome permitted(Arrival arrival) {
    MessageEvent event = arrival.event();
    BotCommand command = BotCommand.parse(event.text());
    BotMessageKind kind = kind(command);
    var exceeded = limits.check(event.selfId(), event.userId(), kind, arrival.now());
    if (exceeded.isPresent()) {
      return limited(arrival, exceeded.get());
    }
    int chars = event.text().codePointCount(0, event.text().length());
    if (chars > settings.maxChars()) {
      return command(arrival, "too_long", Integer.toString(chars), limit(settings.maxChars()));
    }
    String argument = command.argument();
    return switch (command.kind()) {
      case CHAT ->
          argument.isEmpty()
              ? command(arrival, "help")
              : job(arrival, kind, history.request(event, argument, arrival.now()));
      case DRAW ->
          argument.isEmpty()
              ? command(arrival, "draw_what")
              : job(arrival, kind, Json.mapper().createObjectNode().put("prompt", argument));
      case SAY ->
          argument.isEmpty()
              ? command(arrival, "say_what")
              : job(arrival, kind, Json.mapper().createObjectNode().put("text", argument));
      case STATUS ->
          answered(
              arrival,
              kind,
              personJobs.status(event, arrival.language(), arrival.now()),
              Taken.COMMAND);
      case CANCEL ->
          answered(
              arrival,
              kind,
              personJobs.cancel(event, arrival.language(), arrival.now()),
              Taken.COMMAND);
      case NEW -> answered(arrival, kind, texts.of(arrival.language(), "reset"), Taken.COMMAND);
      case HELP -> command(arrival, "help");
    };
  }

  private static BotMessageKind kind(BotCommand command) {
    boolean text = !command.argument().isEmpty();
    return switch (command.kind()) {
      case CHAT -> text ? BotMessageKind.CHAT : BotMessageKind.COMMAND;
      case DRAW -> text ? BotMessageKind.PICTURE : BotMessageKind.COMMAND;
      case SAY -> text ? BotMessageKind.RECORDING : BotMessageKind.COMMAND;
      case NEW -> BotMessageKind.RESET;
      case STATUS, CANCEL, HELP -> BotMessageKind.COMMAND;
    };
  }

  private Outcome limited(Arrival arrival, PersonLimits.Exceeded exceeded) {
    MessageEvent event = arrival.event();
    if (limits.wasTold(event.selfId(), event.userId(), exceeded, arrival.now())) {
      return Outcome.of(Taken.LIMITED);
    }
    String text = texts.of(arrival.language(), exceeded.text(), limit(exceeded.limit()));
    return answered(arrival, exceeded.kind(), text, Taken.LIMITED);
  }

  /** Without the separators that MessageFormat puts into numbers. */
  private static String limit(int number) {
    return Integer.toString(number);
  }

  private Outcome command(Arrival arrival, String text, Object... arguments) {
    return answered(
        arrival,
        BotMessageKind.COMMAND,
        texts.of(arrival.language(), text, arguments),
        Taken.COMMAND);
  }

  /** What came by a post is answered in the answer to the post, anything else as jobs are. */
  private Outcome answered(Arrival arrival, BotMessageKind kind, String text, Taken taken) {
    boolean atOnce = arrival.transport() == BotTransport.HTTP;
    BotMessage message =
        message(arrival, kind)
            .withAnswer(atOnce ? BotMessageState.ANSWERED : BotMessageState.OPEN, text);
    if (!store.insert(message, node, arrival.now())) {
      return Outcome.of(kind == BotMessageKind.REFUSAL ? taken : Taken.DUPLICATE);
    }
    if (atOnce) {
      counts.answer(BotCounts.Sent.SENT);
      return new Outcome(taken, text);
    }
    due.run();
    return Outcome.of(taken);
  }

  private Outcome job(Arrival arrival, BotMessageKind kind, ObjectNode request) {
    BotMessage message = message(arrival, kind).withRequest(request.toString());
    if (!store.insert(message, node, arrival.now().plus(SUBMIT))) {
      return Outcome.of(Taken.DUPLICATE);
    }
    submitter.submit(message);
    return Outcome.of(Taken.JOB);
  }

  private BotMessage message(Arrival arrival, BotMessageKind kind) {
    MessageEvent event = arrival.event();
    return new BotMessage(
        UUID.randomUUID(),
        event.selfId(),
        event.messageId(),
        event.userId(),
        event.groupId(),
        arrival.transport(),
        kind,
        arrival.language().code(),
        BotMessageState.OPEN,
        null,
        null,
        null,
        0,
        0,
        0,
        false,
        arrival.now(),
        arrival.now().plus(Duration.ofMinutes(settings.answerMinutes())));
  }
}

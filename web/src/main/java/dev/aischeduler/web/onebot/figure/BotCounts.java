package dev.aischeduler.web.onebot.figure;

import dev.aischeduler.engine.figure.Tally;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;

/** What the connector of this node did since its start. Thread-safe. */
public final class BotCounts {
  private final Tally<Taken> messages = new Tally<>(Taken.values().length, Taken.IGNORED);
  private final Tally<Sent> answers = new Tally<>(Sent.values().length, Sent.FAILED);
  private final Tally<Refused> refusals = new Tally<>(Refused.values().length, Refused.MALFORMED);
  private final AtomicInteger connections = new AtomicInteger();
  private final LongSupplier pending;

  /**
   * @param pending asks the database how many messages wait for their answers, on all nodes
   */
  public BotCounts(LongSupplier pending) {
    this.pending = pending;
  }

  /** What became of a message as it came. */
  public enum Taken {
    /** A job was stored. */
    JOB,
    /** A command was answered. */
    COMMAND,
    /** It was taken before. */
    DUPLICATE,
    /** It came too late. */
    OLD,
    /** The bot is not for its sender. */
    REFUSED,
    /** Its sender has sent too many. */
    LIMITED,
    /** It was not meant for the bot, or holds no text. */
    IGNORED;

    /** The name in figures. */
    public String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** How an answer ended, or an attempt to send it. */
  public enum Sent {
    /** It was sent. */
    SENT,
    /** The bot was asked whether it had been sent before, and it had. */
    FOUND,
    /** An attempt to send did not succeed; another follows. */
    RETRIED,
    /** The bot refused it for good. */
    FAILED,
    /** It came too late. */
    EXPIRED,
    /** Its receiver may not use the bot any more. */
    WITHDRAWN;

    /** The name in figures. */
    public String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Why something that came was not read. */
  public enum Refused {
    /** Its signature or token is wrong. */
    UNAUTHORIZED,
    /** It is no valid event, or not of the account that it came from. */
    MALFORMED;

    /** The name in figures. */
    public String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Counts a message. */
  public void message(Taken taken) {
    messages.add(taken, 1);
  }

  /** Counts the end of an answer or of an attempt. */
  public void answer(Sent sent) {
    answers.add(sent, 1);
  }

  /** Counts what was not read. */
  public void refused(Refused refused) {
    refusals.add(refused, 1);
  }

  /** A WebSocket opened (1) or closed (-1). */
  public void connection(int change) {
    connections.addAndGet(change);
  }

  /** Messages with which this was done. */
  public double messages(Taken taken) {
    return messages.of(taken);
  }

  /** Answers or attempts that ended so. */
  public double answers(Sent sent) {
    return answers.of(sent);
  }

  /** What was not read for this reason. */
  public double refusals(Refused refused) {
    return refusals.of(refused);
  }

  /** WebSockets of bots that are open. */
  public int connections() {
    return connections.get();
  }

  /** Messages that wait for their answers, on all nodes; asks the database. */
  public long pending() {
    return pending.getAsLong();
  }
}
